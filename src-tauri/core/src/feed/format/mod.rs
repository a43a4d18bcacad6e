//! The formats: one file each, one variant each, and what each file says of itself in a [`Dialect`].

mod apple;
mod aws_events;
mod aws_rss;
mod azure;
mod betterstack;
mod cachet;
mod checkly;
mod cstate;
mod datadog;
mod flashcat;
mod flashcat_feed;
mod gatus;
mod google;
mod heroku;
mod incidentio;
mod incidentio_native;
mod incidentio_widget;
mod instatus;
mod m365;
mod onlineornot;
mod railway;
mod rootly;
mod rss;
mod salesforce;
mod slack;
mod sorry;
mod statusio;
mod statuspage;
mod statuspage_history;
mod upptime;
mod uptimekuma;
mod uptimerobot;
mod webex;
mod xai;

use serde::{Deserialize, Serialize};
use url::Url;

use super::document::{Document, understood};
use super::{Reading, Unreadable, merge};
use crate::observation::Observation;

/// A dialect that Siaga reads. Adding one means a file, a variant, and what the compiler then points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Format {
    /// Instatus's `summary.json` and `v2/components.json`.
    #[serde(rename = "instatus")]
    Instatus,
    /// incident.io's answers in Statuspage's shape.
    #[serde(rename = "incidentio-compat")]
    IncidentIo,
    /// Atlassian Statuspage v2 JSON.
    #[serde(rename = "statuspage")]
    Statuspage,
    /// incident.io's widget: what is wrong now.
    #[serde(rename = "incidentio-widget")]
    IncidentIoWidget,
    /// What an incident.io page loads for itself.
    #[serde(rename = "incidentio-native")]
    IncidentIoNative,
    /// Better Stack's `index.json`.
    #[serde(rename = "betterstack")]
    BetterStack,
    /// AWS's `currentevents`.
    #[serde(rename = "aws-currentevents")]
    AwsCurrentEvents,
    /// `incidents.json` of Google's dashboards.
    #[serde(rename = "google-incidents")]
    GoogleIncidents,
    /// Microsoft's `api/posts`.
    #[serde(rename = "m365-posts")]
    M365Posts,
    /// Slack's status API v2.
    #[serde(rename = "slack")]
    Slack,
    /// Status.io's public API.
    #[serde(rename = "statusio")]
    StatusIo,
    /// Checkly's unresolved incidents.
    #[serde(rename = "checkly")]
    Checkly,
    /// `config.json` of a Datadog status page.
    #[serde(rename = "datadog-status")]
    DatadogStatus,
    /// OnlineOrNot's summary.
    #[serde(rename = "onlineornot")]
    OnlineOrNot,
    /// Flashcat's active changes.
    #[serde(rename = "flashcat")]
    Flashcat,
    /// Rootly's status pages.
    #[serde(rename = "rootly")]
    Rootly,
    /// Sorry's status pages.
    #[serde(rename = "sorry")]
    Sorry,
    /// Heroku's `current-status`.
    #[serde(rename = "heroku-v4")]
    HerokuV4,
    /// Salesforce's instances.
    #[serde(rename = "salesforce")]
    Salesforce,
    /// Apple's system status.
    #[serde(rename = "apple")]
    Apple,
    /// Cachet, versions 1 to 3.
    #[serde(rename = "cachet")]
    Cachet,
    /// cState's `index.json`.
    #[serde(rename = "cstate")]
    CState,
    /// Uptime Kuma's status pages.
    #[serde(rename = "uptime-kuma")]
    UptimeKuma,
    /// Gatus's endpoints.
    #[serde(rename = "gatus")]
    Gatus,
    /// Upptime's `summary.json`.
    #[serde(rename = "upptime")]
    Upptime,
    /// UptimeRobot's status pages.
    #[serde(rename = "uptimerobot")]
    UptimeRobot,
    /// Webex's status service.
    #[serde(rename = "webex")]
    Webex,
    /// Railway's status API.
    #[serde(rename = "railway-custom")]
    Railway,
    /// RSS of AWS.
    #[serde(rename = "aws-rss")]
    AwsRss,
    /// RSS of Azure.
    #[serde(rename = "azure-rss")]
    AzureRss,
    /// RSS of xAI's status page.
    #[serde(rename = "rss-xai")]
    XaiRss,
    /// RSS or Atom of a Flashcat page.
    #[serde(rename = "flashcat-feed")]
    FlashcatFeed,
    /// Atom or RSS history of a Statuspage.
    #[serde(rename = "statuspage-atom")]
    StatuspageHistory,
    /// Any RSS, Atom or JSON Feed with the labels that status authors use.
    #[serde(rename = "rss")]
    Rss,
}

/// What a format's file says of it: everything but its place in the list.
pub(super) struct Dialect {
    /// The name used in the catalogue, on the command line and in JSON.
    pub(super) name: &'static str,
    /// Further names that people use for it.
    pub(super) aliases: &'static [&'static str],
    /// What people call it.
    pub(super) label: &'static str,
    /// Reads one document, if it bears the format's anchor.
    pub(super) read: fn(&Document<'_>) -> Result<Reading, Unreadable>,
    /// Where it is found on a page's host, in the order tried.
    pub(super) paths: &'static [&'static str],
    /// Whether an address is known to serve it.
    pub(super) lives_at: fn(&Url) -> bool,
    /// Further documents to be read beside the feed, in the same format.
    pub(super) companions: fn(&Url) -> Vec<Url>,
    /// A list of what is over, in the same format, where the feed has none.
    pub(super) archive: fn(&Url) -> Option<Url>,
    /// Joins the feed's document with one of those.
    pub(super) merge: fn(Observation, Observation) -> Observation,
    /// It lists only what is wrong, and says by an empty list that all is calm.
    pub(super) empty_is_calm: bool,
}

impl Dialect {
    /// What most formats are like; name, label and reader are their own.
    pub(super) const PLAIN: Self = Self {
        name: "",
        aliases: &[],
        label: "",
        read: |_| Err(Unreadable::Empty),
        paths: &[],
        lives_at: |_| false,
        companions: |_| Vec::new(),
        archive: |_| None,
        merge,
        empty_is_calm: false,
    };
}

impl Format {
    /// Every format read, the ones with the narrowest anchors first: so they are tried on a document that nobody named.
    pub const ALL: [Self; 34] = [
        Self::Railway,
        Self::Instatus,
        Self::IncidentIo,
        Self::Rootly,
        Self::Statuspage,
        Self::IncidentIoWidget,
        Self::IncidentIoNative,
        Self::BetterStack,
        Self::AwsCurrentEvents,
        Self::GoogleIncidents,
        Self::M365Posts,
        Self::Slack,
        Self::StatusIo,
        Self::Checkly,
        Self::DatadogStatus,
        Self::OnlineOrNot,
        Self::Flashcat,
        Self::Sorry,
        Self::HerokuV4,
        Self::Salesforce,
        Self::Apple,
        Self::Cachet,
        Self::CState,
        Self::UptimeKuma,
        Self::Gatus,
        Self::Upptime,
        Self::UptimeRobot,
        Self::Webex,
        Self::AwsRss,
        Self::AzureRss,
        Self::XaiRss,
        Self::FlashcatFeed,
        Self::StatuspageHistory,
        Self::Rss,
    ];

    const fn dialect(self) -> &'static Dialect {
        match self {
            Self::Instatus => &instatus::DIALECT,
            Self::IncidentIo => &incidentio::DIALECT,
            Self::Statuspage => &statuspage::DIALECT,
            Self::IncidentIoWidget => &incidentio_widget::DIALECT,
            Self::IncidentIoNative => &incidentio_native::DIALECT,
            Self::BetterStack => &betterstack::DIALECT,
            Self::AwsCurrentEvents => &aws_events::DIALECT,
            Self::GoogleIncidents => &google::DIALECT,
            Self::M365Posts => &m365::DIALECT,
            Self::Slack => &slack::DIALECT,
            Self::StatusIo => &statusio::DIALECT,
            Self::Checkly => &checkly::DIALECT,
            Self::DatadogStatus => &datadog::DIALECT,
            Self::OnlineOrNot => &onlineornot::DIALECT,
            Self::Flashcat => &flashcat::DIALECT,
            Self::Rootly => &rootly::DIALECT,
            Self::Sorry => &sorry::DIALECT,
            Self::HerokuV4 => &heroku::DIALECT,
            Self::Salesforce => &salesforce::DIALECT,
            Self::Apple => &apple::DIALECT,
            Self::Cachet => &cachet::DIALECT,
            Self::CState => &cstate::DIALECT,
            Self::UptimeKuma => &uptimekuma::DIALECT,
            Self::Gatus => &gatus::DIALECT,
            Self::Upptime => &upptime::DIALECT,
            Self::UptimeRobot => &uptimerobot::DIALECT,
            Self::Webex => &webex::DIALECT,
            Self::Railway => &railway::DIALECT,
            Self::AwsRss => &aws_rss::DIALECT,
            Self::AzureRss => &azure::DIALECT,
            Self::XaiRss => &xai::DIALECT,
            Self::FlashcatFeed => &flashcat_feed::DIALECT,
            Self::StatuspageHistory => &statuspage_history::DIALECT,
            Self::Rss => &rss::DIALECT,
        }
    }

    /// The name used in the catalogue, on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.dialect().name
    }

    /// What people call it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        self.dialect().label
    }

    /// Finds a format by its name, or another that people use for it.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name || format.dialect().aliases.contains(&name))
    }

    /// The format that an address is known to serve.
    #[must_use]
    pub fn at(url: &Url) -> Option<Self> {
        Self::ALL.into_iter().find(|format| (format.dialect().lives_at)(url))
    }

    /// Where it is found on a page's host, as absolute paths, in the order tried.
    #[must_use]
    pub const fn paths(self) -> &'static [&'static str] {
        self.dialect().paths
    }

    /// Reads one document of this format. That the format was named, by the catalogue or a person, lets an empty list
    /// be calm where the format means it so.
    ///
    /// # Errors
    /// [`Unreadable`] when the bytes are not a document of this format.
    pub fn read(self, bytes: &[u8]) -> Result<Reading, Unreadable> {
        understood(bytes, self.dialect().read)
    }

    /// The hosted status platform whose pages speak this dialect, on whatever domain they are: what its feeds have in
    /// common when they fail together. None for dialects of one house and for programs that everybody runs themselves.
    #[must_use]
    pub const fn platform(self) -> Option<&'static str> {
        match self {
            Self::Statuspage | Self::StatuspageHistory => Some("statuspage"),
            Self::IncidentIo | Self::IncidentIoWidget | Self::IncidentIoNative => Some("incident.io"),
            Self::Instatus => Some("instatus"),
            Self::BetterStack => Some("betterstack"),
            Self::StatusIo => Some("status.io"),
            Self::Checkly => Some("checkly"),
            Self::DatadogStatus => Some("datadog"),
            Self::OnlineOrNot => Some("onlineornot"),
            Self::Flashcat | Self::FlashcatFeed => Some("flashcat"),
            Self::Rootly => Some("rootly"),
            Self::Sorry => Some("sorry"),
            Self::UptimeRobot => Some("uptimerobot"),
            Self::AwsCurrentEvents
            | Self::AwsRss
            | Self::GoogleIncidents
            | Self::M365Posts
            | Self::Slack
            | Self::HerokuV4
            | Self::Salesforce
            | Self::Apple
            | Self::Webex
            | Self::Railway
            | Self::AzureRss
            | Self::XaiRss
            | Self::Cachet
            | Self::CState
            | Self::UptimeKuma
            | Self::Gatus
            | Self::Upptime
            | Self::Rss => None,
        }
    }

    /// Further documents to be read beside the feed itself, as addresses; their readings are joined by [`Self::merge`].
    #[must_use]
    pub fn companions(self, feed: &Url) -> Vec<Url> {
        (self.dialect().companions)(feed)
    }

    /// Where a list of what is over stands beside a feed that lists only what is open, in the same format.
    #[must_use]
    pub fn archive(self, feed: &Url) -> Option<Url> {
        (self.dialect().archive)(feed)
    }

    /// Joins what the feed's document says with what a companion says.
    #[must_use]
    pub fn merge(self, main: Observation, companion: Observation) -> Observation {
        (self.dialect().merge)(main, companion)
    }

    /// Reads a document that was taken for this format by its anchor alone: see [`super::read_any`].
    pub(super) fn recognise(self, document: &Document<'_>) -> Result<Reading, Unreadable> {
        let dialect = self.dialect();
        let mut reading = (dialect.read)(document)?;
        let observation = &mut reading.observation;
        // An empty list of an unknown house may be anybody's.
        if dialect.empty_is_calm && observation.components.is_empty() && !observation.incidents.iter().any(|i| i.open) {
            observation.indicator = observation.indicator.map(super::draft::uncalm);
            observation.reports_all = false;
        }
        Ok(reading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_is_listed_beside_a_feed_that_lists_what_is_open_and_nowhere_else() {
        let table = [
            (
                Format::Statuspage,
                "https://status.example.com/api/v2/summary.json?lang=en#now",
                Some("https://status.example.com/api/v2/incidents.json"),
            ),
            (
                Format::IncidentIo,
                "https://status.example.com/proxy/summary.json",
                Some("https://status.example.com/proxy/incidents.json"),
            ),
            (Format::Statuspage, "https://status.example.com/api/v2/incidents.json", None),
            (Format::Statuspage, "https://status.example.com/", None),
            (
                Format::Slack,
                "https://slack-status.com/api/v2.0.0/current",
                Some("https://slack-status.com/api/v2.0.0/history"),
            ),
            (Format::Slack, "https://slack-status.com/api/v2.0.0/history", None),
            (Format::GoogleIncidents, "https://status.cloud.google.com/incidents.json", None),
            (Format::Rss, "https://status.example.com/summary.json", None),
        ];
        for (format, feed, expected) in table {
            let found = format.archive(&feed.parse().unwrap());
            assert_eq!(found.as_ref().map(Url::as_str), expected, "{format:?} {feed}");
        }
    }

    #[test]
    fn dialects_of_one_platform_are_known_as_such() {
        let platforms = |formats: &[Format]| formats.iter().map(|format| format.platform()).collect::<Vec<_>>();
        assert_eq!(platforms(&[Format::Statuspage, Format::StatuspageHistory]), [Some("statuspage"); 2]);
        assert_eq!(platforms(&[Format::IncidentIo, Format::IncidentIoWidget]), [Some("incident.io"); 2]);
        assert_eq!(platforms(&[Format::GoogleIncidents, Format::Gatus, Format::Rss]), [None; 3]);
    }

    #[test]
    fn every_format_goes_by_its_own_name() {
        for format in Format::ALL {
            assert_eq!(serde_json::to_value(format).unwrap(), format.name());
            assert_eq!(Format::named(format.name()), Some(format));
            for alias in format.dialect().aliases {
                assert_eq!(Format::named(alias), Some(format), "{alias}");
            }
            assert!(
                !format.label().is_empty() && format.paths().iter().all(|path| path.starts_with('/')),
                "{format:?}"
            );
        }
        assert_eq!(Format::named("none"), None);
    }
}
