// The shapes that cross the line, as the core defines them. Made from its types; do not edit it. To refresh it:
// SIAGA_BLESS=1 cargo test -p siaga-core generated

export type Status = "operational" | "maintenance" | "unknown" | "degraded" | "partial_outage" | "major_outage";

export type Impact = "none" | "unknown" | "minor" | "major" | "critical";

export type Stage = "investigating" | "identified" | "monitoring" | "resolved" | "unknown";

export type Component = {
  /** The provider's own id; the name only where the page has no ids. */
  id: string,
  /** As the provider writes it. */
  name: string,
  /** As the provider says. */
  status: Status,
};

export type Update = {
  /** When the provider says it was published. */
  at: string | null,
  /** The stage it announced. */
  stage: Stage,
  /** Plain text: tags removed, bounded. */
  text: string,
};

export type Incident = {
  /** The provider's id. Never invented. */
  id: string,
  /** Plain text, bounded. */
  title: string,
  /** The harm claimed. */
  impact: Impact,
  /** The newest stage. */
  stage: Stage,
  /** Not over yet. */
  open: boolean,
  /** When the provider says it began; may be back-dated. */
  started_at: string | null,
  /** Newest change. */
  updated_at: string | null,
  /** When it ended, for those that did. */
  resolved_at: string | null,
  /** Ids of the components it names; empty when it names none. */
  components: Array<string>,
  /** Newest first. */
  updates: Array<Update>,
};

export type Maintenance = {
  /** The provider's id. */
  id: string,
  /** Plain text, bounded. */
  title: string,
  /** Planned start. */
  starts_at: string | null,
  /** Planned end. */
  ends_at: string | null,
  /** Under way now. */
  active: boolean,
};

export type Use = "writing" | "research" | "data-analysis" | "coding" | "support" | "study" | "image" | "video" | "voice" | "meeting" | "translation" | "presentation" | "music";

export type Language = "auto" | "en" | "id";

export type Theme = "auto" | "light" | "dark";

export type TextSize = "normal" | "large" | "larger";

export type Look = {
  /** Light or dark. */
  theme: Theme,
  /** How large its text is. */
  text: TextSize,
};

export type VerdictKind = "working" | "trouble" | "cannot_tell" | "checking" | "nothing_watched" | "offline" | "sign_in";

export type Verdict = {
  /** What kind of answer. */
  kind: VerdictKind,
  /** The worst of what the person watches. */
  status: Status,
  /** The answer as a sentence, in the person's language. */
  text: string,
};

export type ProductView = {
  /** The catalogue's id. */
  id: string,
  /** What people call it. */
  name: string,
  /** Its provider's id. */
  provider: string,
  /** One that the person uses. */
  watched: boolean,
  /** What to show: the last known state while it is fresh, else unknown. */
  status: Status,
  /** What the feed last said, however old. */
  last_known: Status,
  /** It counts as working only because its provider reports nothing about it, and says nowhere that it works. */
  nothing_reported: boolean,
  /** Since when `status` holds; for an unknown product, since when nothing could be read. */
  since: string | null,
  /** When its feed was last read and understood. */
  read_at: string | null,
  /** The open incident that weighs most, by id. */
  incident: string | null,
  /** All open incidents that are its own, by id, the weightiest first. */
  incidents: Array<string>,
  /** The components it picks that its feed lists. */
  components: Array<Component>,
  /** What it is good for. */
  uses: Array<Use>,
  /** It has an address to open. */
  opens: boolean,
  /** A tool on this computer. */
  local: boolean,
  /** Nothing is told about it before this moment. */
  snoozed_until: string | null,
  /** The person asked to be told when it is back. */
  asked: boolean,
  /** The person has been told of the outage that is open. */
  told: boolean,
  /** Why the open outage was not told, as the name of a reason. */
  held: string | null,
  /** The same as a phrase in the person's language, without its full stop: "quiet hours until 07:00". */
  held_text: string | null,
};

export type SourceKind = "readable" | "waiting" | "rate_limited" | "unreadable" | "gone" | "moved" | "blocked" | "none";

export type Source = {
  /** Which of the states. */
  kind: SourceKind,
  /** The state as one sentence without its full stop, in the person's language: since when, until when, why, where to. */
  text: string,
  /** Why, in one line, where it could not be read. */
  why: string | null,
  /** When it was last read and understood. */
  read_at: string | null,
  /** Since when it could not be read. */
  failing_since: string | null,
  /** Until when its provider asked us to wait. */
  until: string | null,
  /** Where it moved to, for a person: an address without its query. Never read there before the person agrees. */
  moved_to: string | null,
  /** The format it was found in when it stopped being what the catalogue says, as people call it. */
  read_as: string | null,
  /** When it is read next. */
  next_at: string | null,
  /** Why then, in the person's language: a phrase such as "every 2 min: you use it". Empty where nothing is planned. */
  next_why: string,
};

export type ProviderView = {
  /** The catalogue's id. */
  id: string,
  /** Its name. */
  name: string,
  /** Its status page for people, as text; opened by provider id only. */
  status_page: string | null,
  /** Host of its feed: who says so. */
  host: string | null,
  /** How its feed is doing. */
  source: Source,
  /** Open incidents, the person's or not. */
  incidents: Array<Incident>,
  /** Planned and running work. */
  maintenances: Array<Maintenance>,
  /** One that the person added. */
  own: boolean,
};

export type Instead = {
  /** The product in trouble, by id. */
  product: string,
  /** The alternative, by id. */
  to: string,
  /** What people call that. */
  name: string,
};

export type WalkStage = "calm" | "go" | "gone";

export type Walk = {
  /** The task. */
  use: Use,
  /** The first choice, which fails, by id. */
  product: string,
  /** How far it is. */
  stage: WalkStage,
  /** What the person is to do, or what came of it, in their language. */
  text: string,
};

export type Snapshot = {
  /** 1. */
  schema: number,
  /** When it was made. */
  at: string,
  /** True in a drill: everything shown must say so. */
  drill: boolean,
  /** The language that texts are in and that the window uses: `en` or `id`. */
  language: string,
  /** How the person wants the window to look. */
  look: Look,
  /** The answer to "is it them or me?". */
  verdict: Verdict,
  /** The person's products first, in their order; then the others of the catalogue. */
  products: Array<ProductView>,
  /** Every provider of the catalogue. */
  providers: Array<ProviderView>,
  /** Nothing is told before this moment, for any product. */
  snoozed_until: string | null,
  /** These are quiet hours, until then: only what is must-know is told. */
  quiet_until: string | null,
  /** What is wrong with Siaga itself, as sentences in the person's language. */
  problems: Array<string>,
  /** Where to go instead of what the person uses and is in trouble: the first that works, as the notification names it. */
  instead: Array<Instead>,
  /** The rehearsal of a plan that is under way, in a drill. */
  rehearsal: Walk | null,
};

export type Why = "working" | { "running": Array<string> } | "nothing_reported" | "works_for_this" | { "planned": number } | "account" | "yours" | "local" | "not_running" | "same_provider" | { "depends_on": string } | { "shares": string } | { "reliability": number } | "status_not_read" | "unreadable" | "maintenance" | "in_trouble";

export type PromptUse = "prefill" | "submit" | "copy" | "none";

export type Room = {
  /** `prefill` or `submit`. */
  prompt: PromptUse,
  /** Longest prompt, in characters once it is encoded: letters, digits and `-._~` are one each, every other byte of its
 * UTF-8 is three. */
  limit: number,
};

export type Alternative = {
  /** The catalogue's id. */
  product: string,
  /** What people call it. */
  name: string,
  /** As shown. */
  status: Status,
  /** How old that is, in seconds; absent where it was never read. */
  age_s: number | null,
  /** Why it stands where it stands. */
  reasons: Array<Why>,
  /** What happens to a prompt that its first link has room for, or to any where it has none. */
  prompt: PromptUse,
  /** Its links that take a prompt, in the order in which they are tried. A prompt that none has room for is copied. */
  links: Array<Room>,
  /** Its address, from the catalogue. */
  url: string | null,
  /** The reasons as a person reads them; empty until [`crate::wording::Words::explained`]. */
  text: string,
  /** What happens to a prompt, as a person reads it; empty until then. */
  prompt_text: string,
};

export type Saying = { "only_affects": {
  /** The product. */
  product: string,
  /** What fails. */
  fails: Array<Use>,
  /** What still works. */
  works: Array<Use>, } } | "nothing_works" | "nothing_does";

export type Ranked = {
  /** The task that they were ranked for; absent where none was given and nothing fails. */
  use: Use | null,
  /** Best first. What has problems itself stands last. */
  alternatives: Array<Alternative>,
  /** What is to be said beside them. */
  says: Array<Saying>,
  /** The same as a person reads it; empty until [`crate::wording::Words::explained`]. */
  text: string,
};

export type Confidence = "high" | "medium" | "low";

export type SharedKind = "provider" | "built" | "ground";

export type Shared = {
  /** The step before. */
  with: string,
  /** What they share: a provider's, product's or platform's id. */
  on: string,
  /** What people call that, where the catalogue knows it. */
  name: string,
  /** How they are tied. */
  kind: SharedKind,
  /** How it is known. */
  evidence: string,
  /** How sure it is. */
  confidence: Confidence,
};

export type Step = {
  /** The catalogue's id. */
  product: string,
  /** What people call it. */
  name: string,
  /** As shown. */
  status: Status,
  /** How old that is, in seconds; absent where it was never read. */
  age_s: number | null,
  /** How it stands: the first of the reasons that a list of alternatives gives for it. */
  standing: Why,
  /** It does the task at all. */
  fits: boolean,
  /** It could be used now: it works, or runs on this computer. */
  ready: boolean,
  /** When the person last made sure that their account works; absent where they never said. Tools on this computer
 * need none. */
  account: string | null,
  /** That was long ago, or never said where one is needed. */
  account_due: boolean,
  /** What it shares with the step before. */
  shared: Shared | null,
  /** How it stands, its account and what it shares, as a person reads them; empty until then. */
  text: string,
};

export type PlanVerdict = "holds" | "only_one" | "all_tied" | "none_ready";

export type Rehearsal = {
  /** When. */
  at: string,
  /** How long it took from the outage to the alternative, in seconds. */
  seconds: number,
};

export type Plan = {
  /** The task. */
  use: Use,
  /** The person's choices, the first first. */
  steps: Array<Step>,
  /** Whether it would hold: a second choice, and one that works and shares nothing with the first. */
  verdict: PlanVerdict,
  /** When it was last rehearsed. */
  rehearsed: Rehearsal | null,
  /** The verdict and the rehearsal as a person reads them; empty until [`crate::wording::Words::planned`]. */
  text: string,
};

export type PlanReport = {
  /** 1. */
  schema: number,
  /** One for each task that has a plan, in the order of tasks. */
  plans: Array<Plan>,
};

export type Form = {
  /** All that is known, a line each; else one or two sentences. */
  long: boolean,
  /** In Markdown; else plain text. */
  markdown: boolean,
};

export type Prompt = string;

export type Severity = "degraded" | "partial_outage" | "major_outage";

export type Reason = "Began" | "Worsened" | "Recovered" | "Reopened" | "Back" | "Reminder" | "Digest" | "Baseline" | "Unconfirmed" | "AlreadyTold" | "NeverTold" | "BelowThreshold" | "Maintenance" | "RetroPosted" | "Snoozed" | "Silenced" | "QuietHours" | "Flapping" | "Offline" | "PlatformDoubt" | "Grouped";

export type Loudness = "must-know" | "normal" | "quiet" | "off";

export type Hold = {
  /** Until when: the end of a snooze, a silence, of quiet hours or of the time in which a product is called unstable;
 * for what is not confirmed, when it is told if it lasts. */
  until: string | null,
  /** The most that is told in a day, where that is reached. */
  ceiling: number | null,
  /** The product whose notification stands for it. */
  with: string | null,
};

export type Decision = {
  /** 1. */
  schema: number,
  /** `decision`. */
  kind: string,
  /** When it was made. */
  at: string,
  /** The product. */
  product: string,
  /** The outage, or the incident where there is no outage; absent for planned work. */
  incident: string | null,
  /** The same for all products of one incident: provider and incident. */
  incident_group: string | null,
  /** Told, or held. */
  told: boolean,
  /** Why. */
  reason: Reason,
  /** How bad, while it lasts. */
  severity: Severity | null,
  /** The incident's title in the provider's words, where there is one. */
  title: string | null,
  /** What holds it back, where more can be said of that than the reason. */
  hold?: Hold | null,
};

export type SilenceSettings = {
  /** A product's id. */
  product: string | null,
  /** A provider's id. */
  provider: string | null,
  /** A component's id or name. */
  component: string | null,
  /** A part of the incident's title, in any case. */
  title: string | null,
  /** It holds before this moment. */
  until: string,
  /** The person's own words about it. */
  note: string | null,
};

export type ShownNotify = {
  /** Anything at all. */
  enabled: boolean,
  /** The calmest state that is told. */
  threshold: Status,
  /** How long a degraded state lasts before it is told, in seconds. */
  degraded_after_s: number,
  /** Planned work is told too. */
  maintenance: boolean,
  /** After how long an outage that goes on is told again, in seconds; absent: never. */
  reminder_s: number | null,
  /** What comes and goes is called unstable once, and then held for half an hour. */
  unstable: boolean,
  /** Most beginnings told in a day; zero: no limit. */
  ceiling: number,
};

export type ShownHours = {
  /** The days on which it begins, Monday first; seven of them. */
  days: Array<boolean>,
  /** When it begins, `22:00`. */
  from: string,
  /** When it ends, `07:00` or `24:00`. */
  until: string,
};

export type ShownQuiet = {
  /** Its stretches, as far as the page needs to know them apart. */
  hours: Array<ShownHours>,
  /** `system`, or the name of a time zone. */
  zone: string,
  /** What happened is told together afterwards. */
  summary: boolean,
};

export type ShownProduct = {
  /** The catalogue's id. */
  id: string,
  /** What people call it. */
  name: string,
  /** Its provider's id. */
  provider: string,
  /** How loudly. */
  loudness: Loudness,
  /** Its own threshold; absent: that of all. */
  threshold: Status | null,
  /** The parts that count are the person's choice. */
  own_components: boolean,
  /** Ids of the parts of its page that count. */
  picked: Array<string>,
};

export type ShownPart = {
  /** The provider's id of it. */
  id: string,
  /** What the provider calls it. */
  name: string,
};

export type ShownPage = {
  /** The provider's id. */
  provider: string,
  /** Its parts, in the page's order. */
  parts: Array<ShownPart>,
};

export type ShownSilence = {
  /** Where it stands among the others, from 0. */
  index: number,
  /** What it says. */
  silence: SilenceSettings,
  /** It has ended. */
  over: boolean,
};

export type ShownSettings = {
  /** `auto`, `en` or `id`. */
  language: Language,
  /** How the window looks. */
  look: Look,
  /** Days after which what was is forgotten. */
  keep_days: number,
  /** Tools on this computer are looked for whenever alternatives are asked for. */
  look_local: boolean,
  /** "Is it them or me" asks the product itself too, without being asked to. */
  why_probe: boolean,
  /** What is told. */
  notify: ShownNotify,
  /** When little is told. */
  quiet: ShownQuiet,
  /** What the person uses, in their order. */
  products: Array<ShownProduct>,
  /** The parts of the pages that those are on, by provider. */
  pages: Array<ShownPage>,
  /** What the person does not want to hear of, in the order of the file. */
  silences: Array<ShownSilence>,
  /** The file that all this stands in. */
  file: string | null,
};

export type Changed = {
  /** What came of it, as a sentence for the person. */
  said: string,
  /** What the person had written there before; null where that was nothing. Set again, it undoes the change. */
  before: unknown,
};

export type Explained = {
  /** The decision. */
  decision: Decision,
  /** Why, as a phrase in the person's language, without its full stop. */
  text: string,
};

export type Finding = "offline" | "sign_in" | "down" | "partly_down" | "degraded" | "maintenance" | "dependency" | "unreachable" | "cannot_tell" | "well";

export type ProbeReport = {
  /** When it was asked. */
  at: string,
  /** Who was asked. */
  host: string,
  /** An answer came whose status is below 500. */
  reached: boolean,
  /** The status of the answer; null without one. */
  status: number | null,
  /** Milliseconds until the answer's headers were there; null without an answer. */
  latency_ms: number | null,
  /** Why there was no answer, in plain words; null where there was one. */
  why: string | null,
  /** The same as a sentence without its full stop, in the person's language. */
  text: string,
};

export type Speaker = {
  /** The feed's host; null where there is none. */
  host: string | null,
  /** How it is doing. */
  feed: SourceKind,
  /** When it was last read, with evidence about this product. */
  read_at: string | null,
  /** Seconds since then. */
  age_s: number | null,
  /** Since when it cannot be read. */
  failing_since: string | null,
};

export type Explanation = {
  /** 1. */
  schema: number,
  /** The product's id. */
  product: string,
  /** Which answer. */
  answer: Finding,
  /** The answer in the person's language: one sentence, and a second where something else must be known. */
  text: string,
  /** What stands behind it: the feed and its age, the probe, what the product runs on. At most three. */
  lines: Array<string>,
  /** Who speaks about the product, and how old that is. */
  source: Speaker,
  /** What asking the product's own address gave; null where it was not asked. */
  probe: ProbeReport | null,
};

export type IncidentSource = "seen" | "theirs";

export type TrayState = "shown" | "no_host" | "unknown";

export type Purpose = "feed" | "search" | "probe" | "output" | "local";

export type Contact = {
  /** Its name, with the port where that is not the usual one. */
  host: string,
  /** What for. */
  purpose: Purpose,
  /** The providers, products or outputs for which, by name. */
  names: Array<string>,
  /** When it was last asked since the agent started; null where it was not. */
  last_at: string | null,
  /** How often since the agent started. */
  times: number,
};

export type ShownOutput = {
  /** Its name in the settings. */
  name: string,
  /** `webhook`, `slack`, `ntfy` or `script`. */
  kind: string,
  /** Where it leads: a host or a program's name; never a path, a query or a secret. Null while that is in the keyring. */
  leads_to: string | null,
  /** What it is told of, as a phrase in the person's language. */
  text: string,
};

export type About = {
  /** The program's version. */
  version: string,
  /** The first steps have been neither done nor skipped. */
  welcome: boolean,
  /** The agent starts when the person logs in. Null where nobody can tell. */
  autostart: boolean | null,
  /** Whether the desktop shows the tray's icon. */
  tray: TrayState,
  /** The desktop shows notifications. */
  notifications: boolean,
  /** Who shows them and what that can do, or why nobody does, as a sentence in the person's language. */
  notifications_text: string,
  /** Whom Siaga may contact and has contacted, by host: the live list of the page on privacy. */
  contacts: Array<Contact>,
  /** Further outputs, in the order of their names. */
  outputs: Array<ShownOutput>,
  /** The folder of the settings, for people. */
  settings_folder: string,
  /** The folder of the history, for people. */
  data_folder: string,
};

export type Bars = {
  /** The catalogue's id. */
  product: string,
  /** As in [`History::uptime`]. */
  uptime: number | null,
  /** Every day of the window, oldest first; the last is today, as far as it has come. */
  days: Array<HistoryDay>,
};

export type WeekHour = {
  /** Seconds watched. */
  watched_s: number,
  /** Seconds watched in which it was down or broken in part. */
  down_s: number,
  /** Seconds watched in which it was degraded. */
  degraded_s: number,
  /** Seconds, watched or not, in which its provider reports an incident of impact. */
  reported_s: number,
};

export type Week = {
  /** The catalogue's id. */
  product: string,
  /** How many days were looked at, today included. */
  days: number,
  /** 168 of them: Monday's hours from midnight first, in the person's time zone. */
  hours: Array<WeekHour>,
};

export type Pair = {
  /** A product id. */
  a: string,
  /** Another. */
  b: string,
  /** Seconds in which both were watched. */
  watched_s: number,
  /** Of those, seconds in which `a` was in trouble. */
  a_s: number,
  /** Of those, seconds in which `b` was in trouble. */
  b_s: number,
  /** Of those, seconds in which both were. */
  both_s: number,
  /** Seconds of the window in which both providers report an incident of impact, watched or not. */
  reported_both_s: number,
  /** What they share, as a sentence in the person's language; empty where the catalogue knows of nothing, and until
 * [`crate::wording::Words::paired`]. */
  text: string,
};

export type Together = {
  /** How many days were looked at, today included. */
  days: number,
  /** Every two of them once, those that failed together longest first. */
  pairs: Array<Pair>,
};

export type HistoryDay = {
  /** The day. */
  date: string,
  /** Seconds watched. */
  watched_s: number,
  /** Seconds watched in which it was down. */
  major_s: number,
  /** Seconds watched in which it was broken in part. */
  partial_s: number,
  /** Seconds watched in which it was degraded. */
  degraded_s: number,
  /** Incidents of impact that its provider reports for this day, watched or not. */
  incidents: number,
  /** Seconds of the day, watched or not, in which its provider reports one of those: their word, not what was seen. */
  reported_s: number,
};

export type HistoryOutage = {
  /** Unique for the product. */
  id: string,
  /** The provider's incident, where there was one. */
  incident: string | null,
  /** That incident's title, in the provider's words. */
  title: string | null,
  /** How bad it was at worst. */
  severity: Severity,
  /** Since when. */
  began_at: string,
  /** Until when; null while it goes on. */
  ended_at: string | null,
  /** The person was told of it. */
  told: boolean,
  /** Why they were not, as far as was kept. */
  held: Reason | null,
};

export type HistoryIncident = {
  /** The provider's id. */
  id: string,
  /** In the provider's words. */
  title: string,
  /** The harm claimed. */
  impact: Impact,
  /** Whether we saw it open, or know it from the provider's own list. */
  source: IncidentSource,
  /** When the provider says it began. */
  started_at: string | null,
  /** When it ended, for those that did. */
  ended_at: string | null,
};

export type History = {
  /** 1. */
  schema: number,
  /** The catalogue's id. */
  product: string,
  /** Every day of the window, oldest first; the last is today, as far as it has come. */
  days: Array<HistoryDay>,
  /** Newest first. */
  outages: Array<HistoryOutage>,
  /** What the provider itself reported, newest first. Nothing of it counts as watched. */
  incidents: Array<HistoryIncident>,
  /** Outages and incidents of this window that are left out here because there are too many: the oldest. */
  left_out: number,
  /** The part of the time watched in which it was neither down nor broken in part. Degraded is not downtime. Null
 * where nothing was watched. */
  uptime: number | null,
  /** Seconds of the window in which it was watched. */
  watched_s: number,
  /** Seconds of the window. */
  window_s: number,
};

export type WouldHave = {
  /** The days looked at. */
  days: number,
  /** The oldest report that is known of those days; absent where none is. What lies before it is not known. */
  since: string | null,
  /** Incidents of the watched products that are known of those days. */
  incidents: number,
  /** How many of those would have been told. */
  told: number,
  /** How many notifications that would have been, ends and worsenings included. */
  notifications: number,
  /** Watched products of whose past nothing is known here, by id: they are not counted. */
  unknown: Array<string>,
};

export type View = { "view": "overview" } | { "view": "product",
  /** Its id. */
  id: string,
} | { "view": "switch_to",
  /** The product that fails. */
  product: string | null,
  /** The task in hand. */
  use: Use | null,
} | { "view": "settings" } | { "view": "history",
  /** The product to begin with; absent: the first that is watched. */
  product: string | null,
};

export type Found = {
  /** What it calls itself; plain, and nobody has proved it. */
  name: string | null,
  /** What people call its format. */
  format: string,
  /** The feed's own address. */
  url: string,
  /** How many parts it lists. */
  parts: number,
  /** The worst of what it says. */
  status: Status,
  /** Where the address led instead of staying, where it did. */
  elsewhere: string | null,
  /** The provider that has this feed already, by name. */
  there: string | null,
};

export type Target = { "kind": "product",
  /** Its id. */
  id: string,
} | { "kind": "status_page",
  /** The provider's id. */
  provider: string,
};

export type Switched = {
  /** The tool, by id; absent where only the prompt was copied. */
  product: string | null,
  /** What people call it. */
  name: string | null,
  /** It was opened. */
  opened: boolean,
  /** The prompt is on the clipboard. */
  copied: boolean,
  /** What became of the prompt in the tool. */
  prompt: PromptUse,
  /** All that as a sentence in the person's language, what went wrong and what to do included. */
  text: string,
};

export type Show = {
  /** The desktop's permission to take the focus, where it gives one. */
  activation_token: string | null, } & ({ "view": "overview" } | { "view": "product",
  /** Its id. */
  id: string,
} | { "view": "switch_to",
  /** The product that fails. */
  product: string | null,
  /** The task in hand. */
  use: Use | null,
} | { "view": "settings" } | { "view": "history",
  /** The product to begin with; absent: the first that is watched. */
  product: string | null, });

export type Bye = "quit" | "upgrade";

export type Command = { "do": "subscribe",
  /** True for the window. */
  window: boolean,
  /** Also every decision. */
  decisions: boolean,
} | { "do": "snapshot" } | { "do": "check",
  /** Product ids; empty means all that are watched. */
  products: Array<string>,
} | { "do": "snooze",
  /** A product id; absent means all. */
  product: string | null,
  /** Seconds from now; 0 ends the snooze. */
  seconds: number,
} | { "do": "tell_me",
  /** A product id. */
  product: string,
  /** False takes the wish back. */
  wanted: boolean,
} | { "do": "alternatives",
  /** The product that fails. */
  product: string | null,
  /** The task in hand. */
  use: Use | null,
  /** Look for tools on this computer first: only when the person wants to go elsewhere, or has switched it on. */
  look: boolean,
} | { "do": "switch",
  /** The tool to open: one of the alternatives. Absent: the best that works now. */
  to: string | null,
  /** The product that fails. */
  product: string | null,
  /** The task in hand. */
  use: Use | null,
  /** What the person has typed, pasted or piped. Never stored, never logged. */
  prompt: Prompt | null,
  /** Copy the prompt and open nothing. */
  copy_only: boolean,
} | { "do": "copy",
  /** The text. */
  text: Prompt,
} | { "do": "message",
  /** A product id. */
  product: string,
  /** `en` or `id`; absent: the person's language. */
  language: string | null,
  /** How it is written. */
  form: Form,
} | { "do": "plan" } | { "do": "set_plan",
  /** The task. */
  use: Use,
  /** Product ids. */
  order: Array<string>,
} | { "do": "account",
  /** A product id. */
  product: string,
  /** False takes it back. */
  confirmed: boolean,
} | { "do": "rehearsed",
  /** The task. */
  use: Use,
  /** How long it took from the outage to the alternative, in seconds. */
  seconds: number,
} | { "do": "why",
  /** A product id. */
  product: string,
  /** Ask the product's own address too; absent: as the settings say. What was asked a minute ago stands, unless false. */
  probe: boolean | null,
} | { "do": "history",
  /** A product id. */
  product: string,
  /** How far back, today included: from 1 to [`MOST_DAYS`](crate::history::MOST_DAYS). */
  days: number,
} | { "do": "history_csv",
  /** A product id. */
  product: string,
  /** As for [`Command::History`]. */
  days: number,
} | { "do": "bars",
  /** How far back, today included: from 1 to [`MOST_BARS`](crate::history::MOST_BARS). */
  days: number,
  /** The product after which to begin; absent: from the first. */
  after: string | null,
} | { "do": "week",
  /** A product id. */
  product: string,
  /** As for [`Command::History`]. */
  days: number,
} | { "do": "together",
  /** Product ids: from 2 to [`MOST_TOGETHER`](crate::history::MOST_TOGETHER). */
  products: Array<string>,
  /** As for [`Command::History`]. */
  days: number,
} | { "do": "about" } | { "do": "test_notification" } | { "do": "autostart",
  /** False: not any more. */
  on: boolean,
} | { "do": "drill",
  /** Rehearse the plan for this task; absent: the example story. */
  use: Use | null,
} | { "do": "open",
  /** What to open. */
  target: Target,
} | { "do": "accept_move",
  /** A provider id. */
  provider: string,
} | { "do": "detect",
  /** As the person wrote it. */
  url: string,
  /** Plain http and private addresses are allowed. */
  internal: boolean,
} | { "do": "add_provider",
  /** As the person wrote it. */
  url: string,
  /** Plain http and private addresses are allowed. */
  internal: boolean,
} | { "do": "remove_provider",
  /** Its id. */
  provider: string,
} | { "do": "test_output",
  /** The output's name in the settings. */
  name: string,
} | { "do": "watch",
  /** A product id. */
  product: string,
  /** False: not any more. */
  watched: boolean,
} | { "do": "settings" } | { "do": "set",
  /** Dotted, such as `notify.threshold` or `product.chatgpt.loudness`. */
  key: string,
  /** A text, a number, yes or no, or a list of texts; absent takes the person's value away, so that the default
 * counts. */
  value: unknown,
} | { "do": "add_silence",
  /** What, until when. */
  silence: SilenceSettings,
} | { "do": "remove_silence",
  /** All that it says. */
  silence: SilenceSettings,
} | { "do": "decisions",
  /** Of this product; absent means of all. */
  product: string | null,
  /** How many at most; up to 200. */
  limit: number,
} | { "do": "would_have",
  /** How many days back; 1 to 400, and 90 where it is left out. */
  days: number,
} | { "do": "show",
  /** Where in the window. */
  view: View,
} | { "do": "touched" } | { "do": "stop",
  /** Why: `quit` closes the window too, `upgrade` does not. */
  why: Bye,
} | { "do": "diagnose" };

export type Reply = "done" | { "said": string } | { "snapshot": Snapshot } | { "alternatives": Ranked } | { "switched": Switched } | { "text": string } | { "plan": PlanReport } | { "report": Array<string> } | { "found": Found } | { "settings": ShownSettings } | { "changed": Changed } | { "decisions": Array<Explained> } | { "why": Explanation } | { "history": History } | { "would_have": WouldHave } | { "bars": Array<Bars> } | { "week": Week } | { "together": Together } | { "about": About };

export type ErrorCode = "unknown_product" | "window_exists" | "bad_request" | "failed";

export type WireError = {
  /** One of the codes. */
  code: ErrorCode,
  /** What to tell the person. */
  message: string,
};
