// Which key stands for which word of the wire. Every table is closed: a new variant of the core's fails to compile
// here until it has a word.

import type { Impact, ProductView, SourceKind, Stage, Status, Use } from './wire.gen';

export const STATUS: Record<Status, string> = {
  operational: 'status-operational',
  maintenance: 'status-maintenance',
  unknown: 'status-unknown',
  degraded: 'status-degraded',
  partial_outage: 'status-partial-outage',
  major_outage: 'status-major-outage',
};

export const STAGE: Record<Stage, string> = {
  investigating: 'window-stage-investigating',
  identified: 'window-stage-identified',
  monitoring: 'window-stage-monitoring',
  resolved: 'window-stage-resolved',
  unknown: 'window-stage-unknown',
};

export const IMPACT: Record<Impact, string> = {
  none: 'window-impact-none',
  unknown: 'window-impact-unknown',
  minor: 'window-impact-minor',
  major: 'window-impact-major',
  critical: 'window-impact-critical',
};

/** Reasons to hold, by the core's names. One that the window does not know is left unsaid. */
export const HELD: Record<string, string> = {
  Baseline: 'window-held-baseline',
  Unconfirmed: 'window-held-unconfirmed',
  AlreadyTold: 'window-held-already-told',
  NeverTold: 'window-held-never-told',
  BelowThreshold: 'window-held-below-threshold',
  Maintenance: 'window-held-maintenance',
  RetroPosted: 'window-held-retro-posted',
  Snoozed: 'window-held-snoozed',
  Grouped: 'window-held-grouped',
};

/** Whether the last try to read a feed failed, whatever the reason. Its own sentence says which. */
export const FAILING: Record<SourceKind, boolean> = {
  readable: false,
  waiting: false,
  rate_limited: true,
  unreadable: true,
  gone: true,
  moved: true,
  blocked: true,
  none: false,
};

/** What a product's state is called: working only where its provider says so. */
export function stateOf(product: ProductView): string {
  return product.nothing_reported ? 'status-nothing-reported' : STATUS[product.status];
}

/** What each task is called within a sentence. Offered in this order, which is the core's. */
export const USE: Record<Use, string> = {
  writing: 'use-writing',
  research: 'use-research',
  'data-analysis': 'use-data-analysis',
  coding: 'use-coding',
  support: 'use-support',
  study: 'use-study',
  image: 'use-image',
  video: 'use-video',
  voice: 'use-voice',
  meeting: 'use-meeting',
  translation: 'use-translation',
  presentation: 'use-presentation',
  music: 'use-music',
};

/** Every task, in the order of [`USE`]. */
export const USES = Object.keys(USE) as Use[];
