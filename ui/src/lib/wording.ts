// Which key stands for which word of the wire. Every table is closed: a new variant of the core's fails to compile
// here until it has a word.

import type { Tone } from './bars';
import type {
  Impact,
  Loudness,
  ProductView,
  PromptUse,
  Purpose,
  Reason,
  Severity,
  SourceKind,
  Stage,
  Status,
  TrayState,
  Use,
} from './wire.gen';

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

/** What becomes of a prompt at a tool, as the agent says it too. */
export const BECOMES: Record<PromptUse | 'too_long', string> = {
  prefill: 'prompt-prefill',
  submit: 'prompt-submit',
  copy: 'prompt-copy',
  none: 'prompt-none',
  too_long: 'prompt-too-long',
};

/** How loudly a product is told. */
export const LOUDNESS: Record<Loudness, string> = {
  'must-know': 'window-rules-loudness-must-know',
  normal: 'window-rules-loudness-normal',
  quiet: 'window-rules-loudness-quiet',
  off: 'window-rules-loudness-off',
};

/** The states from which on a person can be told, the calmest first. */
export const TOLD: Status[] = ['degraded', 'partial_outage', 'major_outage'];

/** What a host is contacted for. */
export const PURPOSE: Record<Purpose, string> = {
  feed: 'window-privacy-feed',
  search: 'window-privacy-search',
  probe: 'window-privacy-asked',
  output: 'window-privacy-output',
  local: 'window-privacy-computer',
};

/** Whether the desktop shows the tray's icon, as a sentence. */
export const TRAY: Record<TrayState, string> = {
  shown: 'window-diagnostics-tray',
  no_host: 'window-diagnostics-tray-none',
  unknown: 'window-diagnostics-tray-unknown',
};

/** How long a silence lasts, with its days. */
export const SPAN: { key: string; days: number }[] = [
  { key: 'window-rules-for-day', days: 1 },
  { key: 'window-rules-for-week', days: 7 },
  { key: 'window-rules-for-month', days: 30 },
  { key: 'window-rules-for-quarter', days: 90 },
];

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

/** What the shapes of a history stand for; what only the provider reports is named with its name. */
export const TONE: Record<Tone, string> = {
  down: 'status-major-outage',
  partial: 'status-partial-outage',
  degraded: 'status-degraded',
  theirs: 'window-history-theirs',
  unwatched: 'window-history-unwatched',
  calm: 'window-history-calm',
};

/** How the worst of an outage is drawn. */
export const DRAWN: Record<Severity, Tone> = { major_outage: 'down', partial_outage: 'partial', degraded: 'degraded' };

/** Why something was held, where the agent's own words for it are not at hand. */
export const HELD: Record<Exclude<Reason, Telling>, string> = {
  Baseline: 'reason-baseline',
  Unconfirmed: 'reason-unconfirmed',
  AlreadyTold: 'reason-already-told',
  NeverTold: 'reason-never-told',
  BelowThreshold: 'reason-below-threshold',
  Maintenance: 'reason-maintenance',
  RetroPosted: 'reason-retro-posted',
  Snoozed: 'reason-snoozed',
  Silenced: 'reason-silenced',
  QuietHours: 'reason-quiet-hours',
  Flapping: 'reason-flapping',
  Offline: 'reason-offline',
  PlatformDoubt: 'reason-platform-doubt',
  Grouped: 'reason-grouped',
};

/** Reasons to tell. */
type Telling = 'Began' | 'Worsened' | 'Recovered' | 'Reopened' | 'Back' | 'Reminder' | 'Digest';
