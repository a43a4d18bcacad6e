// Every view of the page in each of its main states, as a person may find it: what the host tells and answers, and what
// is pressed to get there. A view that grows gets a row here, and every test of the whole page goes over it.

import type { Page } from 'playwright-core';

import { incident, product, provider, rules, snapshot, source } from '../src/test/sample';
import type { Snapshot, Verdict } from '../src/lib/wire.gen';
import { about, answers, blank } from './answers';
import type { Answers, Told } from './beneath';

export type State = {
  /** What is seen, after "The page with". */
  name: string;
  told: Told;
  answers: Answers;
  /** What is done to get there. */
  reach?: (page: Page) => Promise<void>;
  /** All that can be folded is looked at unfolded. */
  unfold: boolean;
};

const FOLLOWING: Told['agent'] = { state: 'following', version: '0.1.0' };

type Change = Partial<Omit<State, 'told'>> & { told?: Partial<Told> };

export function state(name: string, show: Told['show'], change: Change = {}): State {
  return {
    name,
    told: { snapshot: snapshot(), agent: FOLLOWING, show, ...change.told },
    answers: { ...answers, ...change.answers },
    unfold: change.unfold ?? true,
    ...(change.reach ? { reach: change.reach } : {}),
  };
}

function verdict(kind: Verdict['kind'], status: Verdict['status'], text: string): Verdict {
  return { kind, status, text };
}

/** All that is watched works. */
const calm: Snapshot = snapshot({
  verdict: verdict('working', 'operational', 'All 4 work. Read 2 min ago.'),
  products: snapshot().products.map((one) => ({
    ...one,
    status: 'operational',
    last_known: 'operational',
    incident: null,
    incidents: [],
    held: null,
    held_text: null,
    nothing_reported: one.id === 'gemini',
    components: one.components.map((part) => ({ ...part, status: 'operational' })),
  })),
});

/** Nothing could be read. */
const unread = snapshot().products.map((one) => ({ ...one, status: 'unknown' as const, incident: null, incidents: [] }));

const silent = source('unreadable', {
  text: 'status.openai.com could not be read since 09:40',
  why: 'it did not answer within 20 s',
  failing_since: '2026-03-10T02:40:00Z',
  next_at: '2026-03-10T03:10:00Z',
  next_why: 'after a failure',
});

const moved = source('moved', {
  text: 'status.openai.com moved to https://status.example.net/: confirm before it is read there',
  moved_to: 'https://status.example.net/',
});

/** With one product in a state of its feed. */
function fed(kind: typeof silent): Snapshot {
  return snapshot({
    products: [product('chatgpt', 'ChatGPT', 'unknown', { last_known: 'operational', read_at: '2026-03-10T02:38:00Z' })],
    providers: [provider('openai', 'OpenAI', { source: kind })],
  });
}

const own = snapshot({
  providers: [
    ...snapshot().providers,
    provider('widgets', 'Widgets Ltd', { own: true }),
    provider('gadgets', 'Gadgets', { own: true, source: silent }),
  ],
});

const OVERVIEW = { view: 'overview' };
const SETTINGS = { view: 'settings' };
const INCIDENT = { view: 'product', id: 'chatgpt' };
const SWITCH_TO = { view: 'switch_to', product: 'chatgpt', use: 'writing' };
const WELCOME = { view: 'welcome' };

/** Goes on by the button that the step itself offers first. */
async function goOn(page: Page, times: number): Promise<void> {
  for (let step = 0; step < times; step += 1) {
    await page.locator('main .button.primary').last().click();
  }
}

export const STATES: State[] = [
  state('the overview in trouble', OVERVIEW),
  state('the overview folded', OVERVIEW, { unfold: false }),
  state('the overview all calm', OVERVIEW, { told: { snapshot: calm } }),
  state('the overview offline', OVERVIEW, {
    told: {
      snapshot: snapshot({
        products: unread,
        verdict: verdict('offline', 'unknown', "You're offline. Last read 10:02. This isn't an outage."),
      }),
    },
  }),
  state('the overview still checking', OVERVIEW, {
    told: {
      snapshot: snapshot({
        verdict: verdict('checking', 'unknown', 'Checking 4 products…'),
        products: unread.map((one) => ({ ...one, since: null, read_at: null, last_known: 'unknown' })),
      }),
    },
    answers: { check_now: 'never' },
    reach: (page) => page.keyboard.press('r'),
  }),
  state('the overview of nothing watched', OVERVIEW, {
    told: {
      snapshot: snapshot({
        verdict: verdict('nothing_watched', 'unknown', "Pick the tools you use. We'll only tell you about those."),
        products: snapshot().products.map((one) => ({ ...one, watched: false })),
      }),
    },
  }),
  state('the overview in quiet hours, snoozed, and with a problem of its own', OVERVIEW, {
    told: {
      snapshot: snapshot({
        snoozed_until: '2026-03-10T05:00:00Z',
        quiet_until: '2026-03-10T04:00:00Z',
        problems: ['settings.toml, line 7: "treshold" is not known. Do you mean "threshold"? The settings before it stay in use.'],
        products: snapshot().products.map((one) => ({ ...one, asked: true, snoozed_until: '2026-03-10T05:00:00Z' })),
      }),
    },
  }),
  state('the overview in a drill', OVERVIEW, { told: { snapshot: snapshot({ drill: true }) } }),
  state('a notice that can be undone', INCIDENT, {
    reach: async (page) => {
      await page.keyboard.press('z');
      await page.locator('.notice.there').waitFor();
    },
  }),
  state('an incident', INCIDENT),
  state('a product that works', { view: 'product', id: 'claude' }, { told: { snapshot: calm } }),
  state('a product of which nothing could be read', INCIDENT, { told: { snapshot: fed(silent) } }),
  state('a product whose feed moved', INCIDENT, { told: { snapshot: fed(moved) } }),
  state('a tool on this computer', { view: 'product', id: 'ollama' }),
  state('a product that is not known', { view: 'product', id: 'gone' }),
  state('where to go instead, with a prompt', SWITCH_TO, {
    reach: async (page) => {
      await page.locator('#prompt').fill('Summarise this report in five points.');
      await page.locator('[data-alternative="claude"] button').click();
    },
  }),
  state('nowhere to go instead', SWITCH_TO, {
    answers: { alternatives: { use: 'writing', alternatives: [], says: ['nothing_works'], text: 'every tool for this has problems' } },
  }),
  state('a plan', SWITCH_TO, { reach: toPlan }),
  state('no plan', SWITCH_TO, { reach: toPlan, answers: { plan: { schema: 1, plans: [] } } }),
  state('the history', { view: 'history', product: 'chatgpt' }),
  state('a history of nothing', { view: 'history', product: 'gemini' }, {
    answers: { bars: [], together: { days: 90, pairs: [] }, decisions: [], history: blank('gemini') },
  }),
  state('the settings', SETTINGS, { told: { snapshot: own } }),
  state('the settings with an address looked at', SETTINGS, {
    told: { snapshot: own },
    reach: async (page) => {
      await page.locator('[inputmode="url"]').fill('status.example.net');
      await page.keyboard.press('Enter');
      await page.locator('.found').waitFor();
    },
  }),
  state('the settings of more than the catalogue has', SETTINGS, { answers: { rules: rules({ products: [] }) } }),
  state('settings that could not be asked for', SETTINGS, {
    answers: { rules: { refused: { code: 'failed', message: 'The settings cannot be read.' } } },
  }),
  state('the settings searched', SETTINGS, {
    told: { snapshot: own },
    reach: (page) => page.locator('main [type="search"]').first().fill('e'),
  }),
  ...[0, 1, 2, 3].map((step) =>
    state(step < 3 ? `step ${step + 1} of the first steps` : 'the end of the first steps', WELCOME, {
      answers: { about: { ...about, welcome: true, tray: 'no_host', notifications: false } },
      reach: (page) => goOn(page, step),
    }),
  ),
  state('the list of keys', OVERVIEW, {
    reach: async (page) => {
      await page.keyboard.press('?');
      await page.locator('dialog[open]').waitFor();
    },
  }),
  state('no agent', OVERVIEW, { told: { agent: { state: 'gone', why: 'siaga was not found beside siaga-desktop.' } } }),
  state('an agent that is started again', INCIDENT, { told: { agent: { state: 'restarting', attempt: 2, most: 3 } } }),
  state('nothing heard as yet', null, { told: { snapshot: null, agent: { state: 'connecting' } } }),
  state('forty incidents at once', INCIDENT, { told: { snapshot: flood() } }),
];

async function toPlan(page: Page): Promise<void> {
  await page.locator('.top button').last().click();
  await page.locator('main .back').waitFor();
}

/** Forty open incidents, all the product's own. */
export function flood(): Snapshot {
  const incidents = Array.from({ length: 40 }, (_, index) => incident({ id: `inc-${index}`, title: `Incident number ${index}` }));
  const one = product('chatgpt', 'ChatGPT', 'major_outage', { incident: 'inc-0', incidents: incidents.map(({ id }) => id) });
  return snapshot({ products: [one], providers: [provider('openai', 'OpenAI', { incidents })] });
}
