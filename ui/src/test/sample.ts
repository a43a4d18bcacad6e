// A picture as the agent would send it, for tests. Times are around `NOW`.

import type {
  About,
  Alternative,
  Explanation,
  Incident,
  Plan,
  ProductView,
  ProviderView,
  Ranked,
  ShownSettings,
  Snapshot,
  Source,
  SourceKind,
  Status,
  Step,
  Switched,
} from '../lib/wire.gen';

export const NOW = '2026-03-10T03:02:00Z';

const MARKUP = '<img src=x onerror="alert(1)"> <b>Elevated</b> errors & delays';

export function incident(change: Partial<Incident> = {}): Incident {
  return {
    id: 'inc-1',
    title: 'Elevated errors on login',
    impact: 'critical',
    stage: 'identified',
    open: true,
    started_at: '2026-03-10T02:14:00Z',
    updated_at: '2026-03-10T03:01:00Z',
    resolved_at: null,
    components: ['chat', 'login'],
    updates: [
      { at: '2026-03-10T03:01:00Z', stage: 'identified', text: 'We have found the cause.\nA fix is on its way.' },
      { at: '2026-03-10T02:14:00Z', stage: 'investigating', text: MARKUP },
    ],
    ...change,
  };
}

export function product(id: string, name: string, status: Status, change: Partial<ProductView> = {}): ProductView {
  return {
    id,
    name,
    provider: 'openai',
    watched: true,
    status,
    last_known: status,
    nothing_reported: false,
    since: '2026-03-10T02:14:00Z',
    read_at: '2026-03-10T03:00:00Z',
    incident: null,
    incidents: [],
    components: [{ id: `${id}-1`, name: 'Conversations', status }],
    uses: ['writing'],
    opens: true,
    local: false,
    snoozed_until: null,
    asked: false,
    told: false,
    held: null,
    held_text: null,
    ...change,
  };
}

/** How a feed is doing, in this state and with nothing more known of it. */
export function source(kind: SourceKind, change: Partial<Source> = {}): Source {
  return {
    kind,
    text: '',
    why: null,
    read_at: null,
    failing_since: null,
    until: null,
    moved_to: null,
    read_as: null,
    next_at: null,
    next_why: '',
    ...change,
  };
}

export function provider(id: string, name: string, change: Partial<ProviderView> = {}): ProviderView {
  return {
    id,
    name,
    status_page: `https://status.${id}.com`,
    host: `status.${id}.com`,
    source: source('readable', {
      text: `status.${id}.com can be read`,
      read_at: '2026-03-10T03:00:00Z',
      next_at: '2026-03-10T03:04:00Z',
      next_why: 'every 2 min: you use it',
    }),
    incidents: [],
    maintenances: [],
    own: false,
    ...change,
  };
}

export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 1,
    at: NOW,
    drill: false,
    look: { theme: 'auto', text: 'normal' },
    language: 'en',
    verdict: { kind: 'trouble', status: 'major_outage', text: 'It is them: ChatGPT is down.' },
    products: [
      product('claude', 'Claude', 'operational', { provider: 'anthropic' }),
      product('gemini', 'Gemini', 'unknown', {
        provider: 'google',
        last_known: 'unknown',
        read_at: null,
        since: null,
        components: [],
      }),
      product('ms-copilot', 'Microsoft Copilot', 'degraded', {
        provider: 'microsoft',
        since: '2026-03-10T02:50:00Z',
        held: 'Unconfirmed',
        held_text: 'not confirmed yet; announced at 10:05 if it lasts',
      }),
      product('chatgpt', 'ChatGPT', 'major_outage', {
        incident: 'inc-1',
        incidents: ['inc-1'],
        told: true,
        components: [
          { id: 'login', name: 'Login', status: 'major_outage' },
          { id: 'chat', name: 'Conversations', status: 'partial_outage' },
          { id: 'voice', name: 'Voice mode', status: 'operational' },
        ],
      }),
      product('perplexity', 'Perplexity', 'operational', { watched: false, provider: 'perplexity' }),
      product('mistral', 'Le Chat', 'maintenance', { watched: false, provider: 'mistral' }),
      product('openai-api', 'OpenAI API', 'partial_outage', { watched: false }),
      product('ollama', 'Ollama', 'unknown', {
        watched: false,
        provider: 'ollama',
        local: true,
        opens: false,
        since: null,
        read_at: null,
        components: [],
      }),
    ],
    providers: [
      provider('openai', 'OpenAI', {
        incidents: [incident(), incident({ id: 'inc-2', title: 'Fine-tuning jobs queue', impact: 'minor', updates: [] })],
        maintenances: [
          {
            id: 'm-1',
            title: 'Database upgrade',
            starts_at: '2026-03-10T16:00:00Z',
            ends_at: '2026-03-10T18:00:00Z',
            active: false,
          },
        ],
      }),
      provider('anthropic', 'Anthropic'),
      provider('google', 'Google', {
        source: source('none', { text: 'Google publishes no status that can be read' }),
      }),
      provider('microsoft', 'Microsoft'),
      provider('perplexity', 'Perplexity'),
      provider('mistral', 'Mistral'),
      provider('ollama', 'Ollama', {
        status_page: null,
        host: null,
        source: source('none', { text: 'Ollama publishes no status that can be read' }),
      }),
    ],
    snoozed_until: null,
    quiet_until: null,
    problems: [],
    instead: [],
    rehearsal: null,
    ...change,
  };
}

export const alternatives: Alternative[] = [
  {
    product: 'claude',
    name: 'Claude',
    status: 'operational',
    age_s: 120,
    reasons: ['working', 'yours'],
    prompt: 'prefill',
    links: [
      { prompt: 'prefill', limit: 60 },
      { prompt: 'submit', limit: 90 },
    ],
    url: 'https://claude.ai',
    text: 'working · you use it',
    prompt_text: 'prompt filled in',
  },
  {
    product: 'gemini',
    name: 'Gemini',
    status: 'unknown',
    age_s: null,
    reasons: ['status_not_read'],
    prompt: 'copy',
    links: [],
    url: 'https://gemini.google.com',
    text: 'status not read',
    prompt_text: 'prompt copied',
  },
  {
    product: 'ollama',
    name: 'Ollama',
    status: 'unknown',
    age_s: null,
    reasons: [{ running: ['llama3.2', 'qwen3:8b'] }],
    prompt: 'copy',
    links: [],
    url: null,
    text: 'runs on this computer: llama3.2 and qwen3:8b',
    prompt_text: 'prompt copied',
  },
  {
    product: 'ms-copilot',
    name: 'Microsoft Copilot',
    status: 'degraded',
    age_s: 90,
    reasons: ['in_trouble', { depends_on: 'openai' }],
    prompt: 'submit',
    links: [{ prompt: 'submit', limit: 75 }],
    url: 'https://copilot.microsoft.com',
    text: 'has problems itself: Some problems · built on OpenAI',
    prompt_text: 'prompt sent at once',
  },
];

/** The settings as the agent would show them: one stretch of quiet hours, one silence, one tool that differs. */
export function rules(change: Partial<ShownSettings> = {}): ShownSettings {
  const product = (id: string, name: string, provider: string, picked: string[]) => ({
    id,
    name,
    provider,
    loudness: 'normal' as const,
    threshold: null,
    own_components: false,
    picked,
  });
  return {
    language: 'auto',
    look: { theme: 'auto', text: 'normal' },
    keep_days: 400,
    look_local: false,
    why_probe: false,
    notify: {
      enabled: true,
      threshold: 'degraded',
      degraded_after_s: 900,
      maintenance: false,
      reminder_s: null,
      unstable: true,
      ceiling: 12,
    },
    quiet: {
      hours: [{ days: [true, true, true, true, true, true, true], from: '22:00', until: '07:00' }],
      zone: 'system',
      summary: true,
    },
    products: [
      product('claude', 'Claude', 'anthropic', []),
      { ...product('chatgpt', 'ChatGPT', 'openai', ['login', 'chat']), loudness: 'must-know' },
    ],
    pages: [
      {
        provider: 'openai',
        parts: [
          { id: 'login', name: 'Login' },
          { id: 'chat', name: 'Conversations' },
          { id: 'voice', name: 'Voice mode' },
        ],
      },
    ],
    silences: [
      {
        index: 0,
        silence: {
          product: 'chatgpt',
          provider: null,
          component: null,
          title: 'voice',
          until: '2026-03-31T03:00:00Z',
          note: null,
        },
        over: false,
      },
    ],
    file: '/home/siti/.config/siaga/settings.toml',
    ...change,
  };
}

/** The alternatives as they are ranked for writing. */
export function ranked(change: Partial<Ranked> = {}): Ranked {
  return { use: 'writing', alternatives, says: [], text: '', ...change };
}

/** What came of going to a tool. */
export function switched(change: Partial<Switched> = {}): Switched {
  return {
    product: 'claude',
    name: 'Claude',
    opened: true,
    copied: true,
    prompt: 'prefill',
    text: 'Claude: your prompt is copied, and filled in there.',
    ...change,
  };
}

/** One choice of a plan. */
export function step(product: string, name: string, change: Partial<Step> = {}): Step {
  return {
    product,
    name,
    status: 'operational',
    age_s: 120,
    standing: 'working',
    fits: true,
    ready: true,
    account: '2026-03-01',
    account_due: false,
    shared: null,
    text: 'working · account last confirmed 1 March',
    ...change,
  };
}

/** A plan for one task. */
export function plan(change: Partial<Plan> = {}): Plan {
  return {
    use: 'writing',
    steps: [step('chatgpt', 'ChatGPT', { status: 'major_outage', standing: 'in_trouble', ready: false }), step('claude', 'Claude')],
    verdict: 'holds',
    rehearsed: null,
    text: 'This plan would hold now. Not rehearsed yet.',
    ...change,
  };
}

/** The answer for one product, with a probe where one was asked for. */
export function explanation(product: string, change: Partial<Explanation> = {}): Explanation {
  return {
    schema: 1,
    product,
    answer: 'down',
    text: `OpenAI says ${product} is down, since 09:14.`,
    lines: ['status.openai.com was read 2 min ago'],
    source: { host: 'status.openai.com', feed: 'readable', read_at: '2026-03-10T03:00:00Z', age_s: 120, failing_since: null },
    probe: null,
    ...change,
  };
}

/** What Siaga says of itself: two outputs, three addresses, of which one was asked. */
export function about(change: Partial<About> = {}): About {
  return {
    version: '0.1.0',
    welcome: false,
    autostart: false,
    tray: 'shown',
    notifications: true,
    notifications_text: 'GNOME Shell shows notifications, with buttons.',
    contacts: [
      { host: 'generativelanguage.example', purpose: 'probe', names: ['Gemini'], last_at: null, times: 0 },
      {
        host: 'status.openai.com',
        purpose: 'feed',
        names: ['OpenAI'],
        last_at: '2026-03-10T03:00:00Z',
        times: 41,
      },
      { host: 'localhost:11434', purpose: 'local', names: ['Ollama'], last_at: null, times: 0 },
    ],
    outputs: [
      { name: 'phone', kind: 'ntfy', leads_to: 'ntfy.example', text: 'beginnings and ends' },
      { name: 'team', kind: 'slack', leads_to: null, text: 'must-know tools' },
    ],
    settings_folder: '/home/siti/.config/siaga',
    data_folder: '/home/siti/.local/share/siaga',
    ...change,
  };
}
