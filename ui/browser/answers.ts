// What the host answers in the tests of the whole page: each command that the page may ask, from the same sample as the
// component tests, and a past of ninety days made by counting.

import { alternatives, explanation, NOW, plan, ranked, rules, snapshot, step, switched } from '../src/test/sample';
import type {
  About,
  Bars,
  Explained,
  Found,
  History,
  HistoryDay,
  PlanReport,
  Together,
  Week,
  WouldHave,
} from '../src/lib/wire.gen';
import type { Answers } from './beneath';

const DAY_S = 86_400;

/** Days up to now, oldest first: mostly calm, some not watched, some in trouble, the first only known from its provider. */
export function days(count: number, shift = 0): HistoryDay[] {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.parse(NOW) - (count - 1 - index) * DAY_S * 1000);
    const turn = (index + shift) % 17;
    const watched_s = index < count / 3 ? 0 : turn === 5 ? 0 : turn === 6 ? DAY_S / 3 : DAY_S;
    const troubled = watched_s > 0 ? 1 : 0;
    return {
      date: at.toISOString().slice(0, 10),
      watched_s,
      major_s: turn === 9 ? troubled * 2880 : 0,
      partial_s: turn === 11 ? troubled * 5400 : 0,
      degraded_s: turn === 2 ? troubled * 1200 : 0,
      incidents: turn === 9 || turn === 11 ? 1 : 0,
      reported_s: turn === 9 || turn === 11 ? 5400 : 0,
    };
  });
}

/** A product's past. */
export function history(product: string, change: Partial<History> = {}): History {
  return {
    schema: 1,
    product,
    days: days(90),
    outages: [
      {
        id: 'out-2',
        incident: 'inc-1',
        title: 'Elevated errors on login',
        severity: 'major_outage',
        began_at: '2026-03-10T02:14:00Z',
        ended_at: null,
        told: true,
        held: null,
      },
      {
        id: 'out-1',
        incident: null,
        title: null,
        severity: 'degraded',
        began_at: '2026-02-20T15:00:00Z',
        ended_at: '2026-02-20T15:20:00Z',
        told: false,
        held: 'QuietHours',
      },
    ],
    incidents: [
      {
        id: 'inc-1',
        title: 'Elevated errors on login',
        impact: 'critical',
        source: 'seen',
        started_at: '2026-03-10T02:14:00Z',
        ended_at: null,
      },
      {
        id: 'inc-0',
        title: 'Conversations cannot be loaded',
        impact: 'major',
        source: 'theirs',
        started_at: '2026-01-04T08:00:00Z',
        ended_at: '2026-01-04T09:30:00Z',
      },
    ],
    left_out: 3,
    uptime: 0.9924,
    watched_s: 59 * DAY_S,
    window_s: 90 * DAY_S,
    ...change,
  };
}

/** A past of which nothing is known. */
export function blank(product: string): History {
  const unseen = days(90).map((day) => ({ ...day, watched_s: 0, major_s: 0, partial_s: 0, degraded_s: 0, incidents: 0, reported_s: 0 }));
  return history(product, { days: unseen, outages: [], incidents: [], left_out: 0, uptime: null, watched_s: 0 });
}

const WATCHED = ['claude', 'gemini', 'ms-copilot', 'chatgpt'];

export const bars: Bars[] = WATCHED.map((product, index) => ({
  product,
  uptime: index === 1 ? null : 0.999 - index / 200,
  days: index === 1 ? blank(product).days : days(90, index * 5),
}));

export const week: Week = {
  product: 'chatgpt',
  days: 90,
  hours: Array.from({ length: 168 }, (_, hour) => ({
    watched_s: hour % 24 < 6 ? 0 : 46_800,
    down_s: hour % 24 > 19 ? (hour % 5) * 600 : 0,
    degraded_s: hour % 7 === 3 ? 900 : 0,
    reported_s: hour % 24 === 3 ? 3600 : 0,
  })),
};

export const together: Together = {
  days: 90,
  pairs: WATCHED.flatMap((a, index) =>
    WATCHED.slice(index + 1).map((b) => ({
      a,
      b,
      watched_s: 59 * DAY_S,
      a_s: 21_600,
      b_s: 14_400,
      both_s: b === 'chatgpt' ? 10_800 : 0,
      reported_both_s: b === 'chatgpt' ? 7200 : 0,
      text: a === 'ms-copilot' ? 'Microsoft Copilot is built on OpenAI.' : '',
    })),
  ),
};

export const about: About = {
  version: '0.1.0',
  welcome: false,
  autostart: false,
  tray: 'shown',
  notifications: true,
  notifications_text: 'Notifications are shown by Xfce Notify Daemon, with buttons.',
  contacts: [
    { host: 'status.openai.com', purpose: 'feed', names: ['OpenAI'], last_at: '2026-03-10T03:00:00Z', times: 212 },
    { host: 'hooks.example.net:8443', purpose: 'output', names: ['team'], last_at: null, times: 0 },
    { host: '127.0.0.1:11434', purpose: 'local', names: ['Ollama'], last_at: '2026-03-10T02:30:00Z', times: 2 },
  ],
  outputs: [
    { name: 'team', kind: 'slack', leads_to: 'hooks.example.net', text: 'beginnings and ends, all tools' },
    { name: 'desk', kind: 'script', leads_to: null, text: 'everything' },
  ],
  settings_folder: '/home/siti/.config/siaga',
  data_folder: '/home/siti/.local/share/siaga',
};

const wouldHave: WouldHave = {
  days: 30,
  since: '2026-02-08T00:00:00Z',
  incidents: 12,
  told: 4,
  notifications: 9,
  unknown: ['gemini'],
};

export const decisions: Explained[] = [
  {
    decision: {
      schema: 1,
      kind: 'decision',
      at: '2026-03-10T02:16:00Z',
      product: 'chatgpt',
      incident: 'out-2',
      incident_group: 'openai/inc-1',
      told: true,
      reason: 'Began',
      severity: 'major_outage',
      title: 'Elevated errors on login',
    },
    text: 'down is told at once',
  },
  {
    decision: {
      schema: 1,
      kind: 'decision',
      at: '2026-02-20T15:01:00Z',
      product: 'chatgpt',
      incident: 'out-1',
      incident_group: null,
      told: false,
      reason: 'QuietHours',
      severity: 'degraded',
      title: null,
      hold: { until: '2026-02-21T00:00:00Z', ceiling: null, with: null },
    },
    text: 'quiet hours until 07:00',
  },
];

export const plans: PlanReport = {
  schema: 1,
  plans: [
    plan({
      steps: [
        step('chatgpt', 'ChatGPT', { status: 'major_outage', standing: 'in_trouble', ready: false, text: 'has problems itself' }),
        step('ms-copilot', 'Microsoft Copilot', {
          account: null,
          account_due: true,
          shared: { with: 'chatgpt', on: 'openai', name: 'OpenAI', kind: 'built', evidence: '', confidence: 'high' },
          text: 'working · built on OpenAI, as your first choice is',
        }),
        step('claude', 'Claude'),
      ],
    }),
    plan({ use: 'coding', steps: [step('claude', 'Claude')], verdict: 'only_one', text: 'There is no second choice.' }),
  ],
};

export const found: Found = {
  name: 'Widgets Ltd',
  format: 'Statuspage',
  url: 'https://status.example.net/api/v2/summary.json',
  parts: 7,
  status: 'degraded',
  elsewhere: 'https://www.example.net/status',
  there: null,
};

/** The settings of all that the sample watches. */
const settings = rules({
  products: snapshot().products.flatMap(({ id, name, provider, watched }) => {
    const known = rules().products.find((one) => one.id === id);
    const usual = { id, name, provider, loudness: 'normal' as const, threshold: null, own_components: false, picked: [] };
    return watched ? [known ?? usual] : [];
  }),
});

const changed = { said: 'Changed.', before: null };

/** An answer to everything. */
export const answers: Answers = {
  about,
  accept_move: null,
  account: null,
  add_provider: 'Added.',
  add_silence: 'Silenced.',
  alternatives: ranked({ alternatives, text: 'only voice fails; writing still works' }),
  as_prompt: 'Summarise this report in five points.',
  autostart: 'Siaga starts when you log in.',
  bars,
  check_now: null,
  copy: 'Copied.',
  decisions,
  detect: found,
  diagnose: ['siaga 0.1.0', 'tray: shown', 'feeds: 7, unreadable: 1'],
  history: history('chatgpt'),
  'history:gemini': blank('gemini'),
  history_csv: 'date,watched_s\n2026-03-10,10920\n',
  message: 'ChatGPT is down since 09:14 (OpenAI says so). Claude is working.',
  open_product: null,
  open_status_page: null,
  plan: plans,
  remove_provider: 'Removed.',
  remove_silence: 'Taken back.',
  rules: settings,
  set: changed,
  set_plan: null,
  snooze: 'Nothing is told until 11:02.',
  start_drill: null,
  switch: switched(),
  tell_me: "You'll be told when ChatGPT is back.",
  test_notification: 'Sent.',
  test_output: 'Sent.',
  together,
  touched: null,
  try_again: null,
  watch: 'Watched.',
  week,
  why: explanation('ChatGPT'),
  would_have: wouldHave,
};
