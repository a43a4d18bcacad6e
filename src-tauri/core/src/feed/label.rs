//! The words that status authors use for how far they have come, as words of an enumeration and as labels in texts, in
//! the languages that status pages are written in. Formats with words of their own read them themselves.
//!
//! Labels are matched whole and without regard to case and accents. Where a sentence has to be read ([`hinted`]), what
//! speaks against an end or against planned work wins: calm is never made out of trouble.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::observation::{Impact, Stage, Status};

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// How far an incident has come. Work that is completed is resolved.
    At(Stage),
    /// That it is not over, and no more.
    Open,
    /// Planned work.
    Planned,
    /// Planned work that has begun; of an incident, that it is not over.
    UnderWay,
    /// News without a stage of its own.
    Update,
}

impl Label {
    /// The stage that it stands for in the timeline of an incident.
    pub(super) const fn stage(self) -> Stage {
        match self {
            Self::At(stage) => stage,
            Self::Open | Self::Planned | Self::UnderWay | Self::Update => Stage::Unknown,
        }
    }

    /// Whether it says that all is over.
    pub(super) const fn is_over(self) -> bool {
        matches!(self, Self::At(Stage::Resolved))
    }
}

/// Longest label, in bytes; the longest known has 27.
const LONGEST: usize = 48;

const INVESTIGATING: &str = "investigating|under investigation|investigation|reported|detected|new|\
    menyelidiki|sedang diselidiki|diselidiki|dalam penyelidikan|penyelidikan|investigasi|\
    untersuchung|wird untersucht|in untersuchung|in prufung|analyse|\
    enquete en cours|investigation en cours|en cours d'investigation|en cours d'analyse|en investigation|\
    investigando|en investigacion|investigacion|em investigacao|investigacao|\
    in corso di indagine|indagine in corso|indagine|in fase di analisi|in analisi|\
    onderzoek|in onderzoek|wordt onderzocht|onderzoeken|調査中|確認中|調査|障害発生|発生中|障害発生中";

const IDENTIFIED: &str = "identified|cause identified|issue identified|teridentifikasi|diidentifikasi|\
    identifiziert|ursache identifiziert|ursache gefunden|identifie|identifiee|cause identifiee|identificado|identificada|\
    identificato|identificata|geidentificeerd|oorzaak gevonden|特定|特定済み|原因特定|原因特定済み|対応中|復旧作業中";

const MONITORING: &str = "monitoring|watching|mitigated|recovering|pemantauan|dalam pemantauan|dipantau|memantau|\
    uberwachung|ueberwachung|wird uberwacht|beobachtung|unter beobachtung|surveillance|en surveillance|sous surveillance|\
    monitoreando|monitorizando|monitoreo|en observacion|en supervision|monitorando|em monitoramento|monitoramento|\
    monitorizacao|monitoraggio|in monitoraggio|monitoren|wordt gemonitord|bewaking|監視中|経過観察|経過観察中|監視";

const RESOLVED: &str = "resolved|postmortem|post-mortem|fixed|closed|restored|recovered|solved|completed|cancelled|\
    canceled|back to normal|selesai|teratasi|sudah teratasi|terselesaikan|diselesaikan|telah diselesaikan|pulih|\
    telah pulih|kembali normal|behoben|gelost|geloest|erledigt|abgeschlossen|beseitigt|entstort|wiederhergestellt|\
    resolu|resolue|termine|terminee|retabli|retablie|corrige|corrigee|resuelto|resuelta|solucionado|solucionada|\
    restablecido|completado|resolvido|resolvida|restabelecido|normalizado|encerrado|concluido|concluida|risolto|risolta|\
    ripristinato|concluso|completato|opgelost|verholpen|hersteld|afgesloten|afgerond|解決|解決済み|解決済|復旧|復旧済み|\
    復旧済|解消|完了|対応完了|復旧しました|解決しました|解消しました|終了";

const PLANNED: &str = "scheduled|planned|upcoming|maintenance|scheduled maintenance|planned maintenance|terjadwal|\
    dijadwalkan|direncanakan|pemeliharaan|pemeliharaan terjadwal|geplant|angekundigt|wartung|geplante wartung|\
    wartungsarbeiten|geplante wartungsarbeiten|planifie|planifiee|programme|programmee|maintenance planifiee|\
    maintenance programmee|programado|programada|planificado|planificada|mantenimiento|mantenimiento programado|agendado|\
    agendada|planejado|planejada|manutencao|manutencao programada|manutencao agendada|programmato|programmata|pianificato|\
    pianificata|manutenzione|manutenzione programmata|gepland|gepland onderhoud|onderhoud|予定|計画|予告|メンテナンス|\
    メンテナンス予定|計画メンテナンス|定期メンテナンス";

const UNDER_WAY: &str = "in progress|in_progress|verifying|under way|sedang berlangsung|berlangsung|in arbeit|lauft|\
    in bearbeitung|en cours|en curso|en progreso|em andamento|in corso|in uitvoering|bezig|実施中|作業中|進行中";

const OPEN: &str = "open|ongoing|active|down|outage|major outage|partial outage|degraded|degraded performance|disruption|\
    service disruption|incident|unresolved|gangguan|storung|stoerung|ausfall|panne|perturbation|interrupcion|degradado|\
    indisponivel|disservizio|guasto|storing|障害|停止中";

const UPDATE: &str =
    "update|updated|pembaruan|aktualisierung|mise a jour|actualizacion|atualizacao|aggiornamento|更新|続報";

/// The stage that a word of an enumeration names, in any case: the words that most formats share.
pub(super) fn stage(word: &str) -> Option<Stage> {
    let word = word.trim().to_ascii_lowercase();
    match word.as_str() {
        "investigating" | "reported" | "detected" => Some(Stage::Investigating),
        "identified" => Some(Stage::Identified),
        "monitoring" | "watching" => Some(Stage::Monitoring),
        "resolved" | "postmortem" | "fixed" | "closed" | "completed" | "cancelled" | "canceled" => {
            Some(Stage::Resolved)
        }
        _ => None,
    }
}

/// The harm that a report claims by the states it gives to components. Without trouble among them it claims none that
/// we know: that the parts work again does not say that nothing happened.
pub(super) fn harm(states: impl IntoIterator<Item = Status>) -> Impact {
    match states.into_iter().fold(Status::Operational, Status::worst) {
        Status::Degraded => Impact::Minor,
        Status::PartialOutage => Impact::Major,
        Status::MajorOutage => Impact::Critical,
        Status::Operational | Status::Maintenance | Status::Unknown => Impact::Unknown,
    }
}

/// What a text says that is a label and nothing else.
pub(super) fn label(written: &str) -> Option<Label> {
    if written.len() > 2 * LONGEST {
        return None;
    }
    let word = plain(written);
    let word = word.trim_matches(|c: char| c.is_whitespace() || "[](){}:.-–—!*【】「」".contains(c));
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    LABELS.get(word).copied()
}

/// All labels, each with what it says. Of two lists that have the same one the first counts.
static LABELS: LazyLock<HashMap<&str, Label>> = LazyLock::new(|| {
    let lists = [
        (UPDATE, Label::Update),
        (OPEN, Label::Open),
        (UNDER_WAY, Label::UnderWay),
        (PLANNED, Label::Planned),
        (RESOLVED, Label::At(Stage::Resolved)),
        (MONITORING, Label::At(Stage::Monitoring)),
        (IDENTIFIED, Label::At(Stage::Identified)),
        (INVESTIGATING, Label::At(Stage::Investigating)),
    ];
    lists.into_iter().flat_map(|(list, label)| list.split('|').map(move |word| (word, label))).collect()
});

/// The label that decides, of those of a timeline with the newest first: the newest that is no mere update. An end that
/// something not understood has followed is none.
pub(super) fn deciding(labels: impl Iterator<Item = Option<Label>>) -> Option<Label> {
    let mut unknown = false;
    for label in labels {
        match label {
            Some(Label::Update) => {}
            None => unknown = true,
            Some(label) => return (!(unknown && label.is_over())).then_some(label),
        }
    }
    None
}

/// The label that a line begins with, and what follows: `[Resolved] text`, `Resolved: text`, `Resolved - text`.
pub(super) fn leading(line: &str) -> Option<(Label, &str)> {
    let line = line.trim();
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】')] {
        if let Some((inside, rest)) = line.strip_prefix(open).and_then(|rest| rest.split_once(close))
            && let Some(label) = label(inside)
        {
            return Some((label, after_mark(rest)));
        }
    }
    if let Some(label) = label(line) {
        return Some((label, ""));
    }
    // A hyphen within a word is no mark.
    [": ", " - ", " – ", " — ", "：", " | ", " -", ":"].into_iter().find_map(|mark| {
        let (before, rest) = line.split_once(mark)?;
        Some((label(before)?, after_mark(rest)))
    })
}

/// The label that a title ends with, and what stands before: `text [resolved]`, `text - resolved`.
pub(super) fn trailing(title: &str) -> Option<(Label, &str)> {
    let title = title.trim();
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】')] {
        if let Some((rest, inside)) = title.strip_suffix(close).and_then(|rest| rest.rsplit_once(open))
            && let Some(label) = label(inside)
        {
            return Some((label, rest.trim()));
        }
    }
    [" - ", " – ", " — ", ": ", " | "].into_iter().find_map(|mark| {
        let (rest, after) = title.rsplit_once(mark)?;
        Some((label(after)?, rest.trim()))
    })
}

/// What a line says that names the state: `Status: Resolved`.
pub(super) fn named<'a>(line: &'a str, names: &[&str]) -> Option<&'a str> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = plain(name.trim().trim_matches('*'));
    names.contains(&name.as_str()).then(|| value.trim())
}

/// What a line is called that names the state.
pub(super) const STATE: [&str; 8] = ["status", "current status", "state", "estado", "statut", "etat", "stato", "状況"];

/// What the sentences of a title and a text hint at, where no label does. That it is over is believed only where the
/// title ends with such a word and a sentence of the text, if there is one, does so too, or where the text as a whole is
/// such a sentence; never beside a word that could take it back. That it is planned, only where the title speaks of
/// maintenance and of no trouble.
pub(super) fn hinted(title: &str, text: &str) -> Option<Label> {
    let (title, text) = (plain(title), plain(text));
    let doubted = [&title, &text].into_iter().any(|said| DOUBTS.stand_in(said));
    if !doubted && (ends_cured(&title) && (text.is_empty() || sentences(&text).any(ends_cured)) || is_all_over(&text)) {
        return Some(Label::At(Stage::Resolved));
    }
    let planned = WORK.split('|').any(|work| title.contains(work));
    (planned && !TROUBLE.split('|').any(|word| title.contains(word))).then_some(Label::Planned)
}

/// Words beside which no end is believed: not, still, partly, will be, again.
const AGAINST_AN_END: &str = "not|no|never|cannot|can't|isn't|hasn't|unresolved|still|yet|partially|partly|some|until|once|\
    when|if|will|soon|again|should|expect|expected|trying|working|belum|tidak|masih|sebagian|akan|segera|ketika|jika|nicht|\
    kein|keine|noch|teilweise|wird|werden|bald|sobald|wenn|erneut|pas|encore|partiellement|sera|seront|bientot|quand|si|\
    nouveau|no|aun|todavia|parcialmente|sera|pronto|cuando|nao|ainda|sera|quando|se|breve|non|ancora|parzialmente|sara|\
    presto|niet|nog|gedeeltelijk|wordt|worden|zodra|als|opnieuw|未|未解決|一部|まだ|見込み|予定";

/// Words of planned work, as parts of others too.
const WORK: &str = "scheduled maintenance|planned maintenance|maintenance window|scheduled upgrade|planned upgrade|\
    pemeliharaan|wartung|mantenimiento|manutencao|manutenzione|onderhoud|maintenance|メンテナンス|保守作業";

/// Words of trouble, as parts of others too. A title with one of them is no mere announcement of work.
const TROUBLE: &str = "outage|down|disrupt|degrad|error|fail|issue|problem|incident|unavailable|delay|slow|latency|unplanned|\
    emergency|impact|interrupt|gangguan|masalah|kendala|galat|lambat|storung|stoerung|ausfall|unterbr|fehler|panne|\
    incident|perturb|indisponib|probleme|interru|averia|fallo|falla|caid|incidenc|instabil|falha|queda|erro|guasto|\
    disserviz|problema|storing|uitval|problemen|障害|停止|不具合|遅延|エラー";

/// Words for an end that are said of trouble and hardly of anything else.
const CURED: &str = "resolved|fixed|solved|teratasi|pulih|diselesaikan|behoben|gelost|geloest|beseitigt|entstort|resolu|\
    resolue|retabli|retablie|resuelto|resuelta|solucionado|solucionada|resolvido|resolvida|risolto|risolta|opgelost|\
    verholpen";

/// Whether a sentence ends with such a word. Japanese writes its words without spaces.
fn ends_cured(sentence: &str) -> bool {
    let last = sentence.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
    let is_cured = |last: &str| {
        let stem = ["しました", "済み", "済"].into_iter().find_map(|end| last.strip_suffix(end));
        CURES.whole.contains(last)
            || stem.is_some_and(|stem| ["解決", "復旧", "解消"].iter().any(|word| stem.ends_with(word)))
    };
    last.is_some_and(is_cured)
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', '。', '!', '?', ';'])
}

/// Whether a text is one sentence, and that one says that all is over.
fn is_all_over(text: &str) -> bool {
    const SENTENCES: &str = "this incident has been resolved|this incident is resolved|this issue has been resolved|\
        the issue has been resolved|the incident has been resolved|this issue is resolved|the problem has been resolved|\
        insiden ini telah diselesaikan|gangguan telah teratasi|masalah telah diselesaikan|die storung wurde behoben|\
        die stoerung wurde behoben|das problem wurde behoben|der vorfall wurde behoben|l'incident est resolu|\
        cet incident est resolu|cet incident a ete resolu|l'incident a ete resolu|le probleme est resolu|\
        este incidente ha sido resuelto|el incidente ha sido resuelto|el problema ha sido resuelto|\
        este incidente foi resolvido|o incidente foi resolvido|o problema foi resolvido|l'incidente e stato risolto|\
        il problema e stato risolto|het incident is opgelost|dit incident is opgelost|de storing is verholpen|\
        この問題は解決しました|障害は復旧しました|本障害は復旧しました|本件は解決しました";
    let sentence = text.trim().trim_end_matches(['.', '。', '!']);
    SENTENCES.split('|').any(|known| known == sentence)
}

static DOUBTS: LazyLock<Words> = LazyLock::new(|| Words::of(AGAINST_AN_END));

static CURES: LazyLock<Words> = LazyLock::new(|| Words::of(CURED));

/// A list of words, to be looked for in a text made [`plain`].
struct Words {
    /// Those that stand between others.
    whole: HashSet<&'static str>,
    /// Those of writing without spaces, which stand anywhere.
    parts: Vec<&'static str>,
}

impl Words {
    fn of(list: &'static str) -> Self {
        let (whole, parts): (HashSet<_>, HashSet<_>) = list.split('|').partition(|word| word.is_ascii());
        Self { whole, parts: parts.into_iter().collect() }
    }

    fn stand_in(&self, text: &str) -> bool {
        text.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|word| self.whole.contains(word))
            || self.parts.iter().any(|part| text.contains(part))
    }
}

/// What follows a label: without the dash or colon between.
fn after_mark(rest: &str) -> &str {
    rest.trim_start_matches(|c: char| c.is_whitespace() || ":-–—：".contains(c)).trim_end()
}

/// Lower case, without accents, white space folded.
fn plain(written: &str) -> String {
    let mut folded = String::with_capacity(written.len());
    let mut gap = false;
    for c in written.chars().flat_map(char::to_lowercase) {
        let c = match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            '’' => '\'',
            ' ' | '\u{a0}' | '\t' | '\n' | '\r' => {
                gap = !folded.is_empty();
                continue;
            }
            other => other,
        };
        if std::mem::take(&mut gap) {
            folded.push(' ');
        }
        folded.push(c);
    }
    folded
}

#[cfg(test)]
mod tests;
