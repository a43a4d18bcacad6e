// Who says so and how old that is: one line per product, and the longer form for its own page.

import { ago, t, when } from '../lib/shown.svelte';
import { SOURCE } from '../lib/wording';
import type { ProductView, ProviderView } from '../lib/wire.gen';

/** The line under a product's name. */
export function evidence(product: ProductView, provider: ProviderView | undefined): string {
  if (product.local) {
    return t('window-source-local');
  }
  const host = provider?.host ?? provider?.name ?? product.provider;
  // A state that is shown was read; what the feed does since then matters only once there is none.
  if (product.read_at !== null && (product.status !== 'unknown' || provider?.source.kind === 'readable')) {
    return t('window-read-at', { host, age: ago(product.read_at) });
  }
  return silence(provider, host);
}

/** Why there is nothing to show, in one line. */
export function silence(provider: ProviderView | undefined, host: string): string {
  const source = provider?.source;
  if (!provider || !source || source.kind === 'readable') {
    return t('window-source-waiting', { host });
  }
  if (source.kind === 'unreadable' && source.failing_since === null) {
    return t('window-source-unreadable-new', { host });
  }
  return t(SOURCE[source.kind], {
    host,
    provider: provider.name,
    time: source.failing_since === null ? '' : when(source.failing_since),
  });
}
