// The shapes that cross the line, as the core defines them. A test of the core writes this file; do not edit it.

export type Status = "operational" | "maintenance" | "unknown" | "degraded" | "partial_outage" | "major_outage";

export type Impact = "none" | "unknown" | "minor" | "major" | "critical";

export type Stage = "investigating" | "identified" | "monitoring" | "resolved" | "unknown";

export type Component = { id: string, name: string, status: Status, };

export type Update = { at: string | null, stage: Stage, text: string, };

export type Incident = { id: string, title: string, impact: Impact, stage: Stage, open: boolean, started_at: string | null, updated_at: string | null, resolved_at: string | null, components: Array<string>, updates: Array<Update>, };

export type Maintenance = { id: string, title: string, starts_at: string | null, ends_at: string | null, active: boolean, };

export type Use = "writing" | "research" | "data-analysis" | "coding" | "support" | "study" | "image" | "video" | "voice" | "meeting" | "translation" | "presentation" | "music";

export type VerdictKind = "working" | "trouble" | "cannot_tell" | "checking" | "nothing_watched";

export type Verdict = { kind: VerdictKind, status: Status, text: string, };

export type ProductView = { id: string, name: string, provider: string, watched: boolean, status: Status, last_known: Status, since: string | null, read_at: string | null, incident: string | null, incidents: Array<string>, components: Array<Component>, uses: Array<Use>, opens: boolean, local: boolean, snoozed_until: string | null, asked: boolean, told: boolean, held: string | null, };

export type SourceKind = "readable" | "waiting" | "unreadable" | "rate_limited" | "not_read" | "none";

export type Source = { kind: SourceKind, why: string | null, read_at: string | null, failing_since: string | null, next_at: string | null, };

export type ProviderView = { id: string, name: string, status_page: string | null, host: string | null, source: Source, incidents: Array<Incident>, maintenances: Array<Maintenance>, };

export type Snapshot = { schema: number, at: string, drill: boolean, language: string, verdict: Verdict, products: Array<ProductView>, providers: Array<ProviderView>, snoozed_until: string | null, problems: Array<string>, };

export type Why = "working" | "yours" | "local" | "same_provider" | { "depends_on": string } | "status_not_read" | "unreadable" | "maintenance" | "in_trouble";

export type PromptUse = "prefill" | "submit" | "copy" | "none";

export type Alternative = { product: string, name: string, status: Status, age_s: number | null, reasons: Array<Why>, prompt: PromptUse, url: string | null, };

export type View = { "view": "overview" } | { "view": "product", id: string, } | { "view": "switch_to", product: string | null, use: Use | null, };

export type Show = { activation_token: string | null, } & View;

export type ErrorCode = "unknown_product" | "window_exists" | "bad_request" | "failed";

export type WireError = { code: ErrorCode, message: string, };
