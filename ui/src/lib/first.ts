// Whether the window begins with the first steps. They come by themselves until they were done or skipped, never in a
// drill, and never instead of what somebody asked to see.

import { about } from './about.svelte';
import { welcome } from './action';
import { shown } from './shown.svelte';

/** Asks what Siaga is here, and goes to the first steps where they are due and nobody has gone elsewhere meanwhile. */
export async function begin(): Promise<void> {
  await about.load();
  if (about.value?.welcome && shown.view.view === 'overview' && shown.snapshot?.drill === false) {
    welcome();
  }
}
