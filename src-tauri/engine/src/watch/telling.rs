//! A notification as it was worded and delivered, for those who print it or compare it with what they want.

use siaga_core::alert::Reason;
use siaga_core::wording::Text;

use crate::output::notification::Note;
use crate::store::Outgoing;

/// A notification as it was worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Telling {
    /// The product, where it is about one.
    pub product: Option<String>,
    /// Why it was told; absent for what is about Siaga itself.
    pub reason: Option<Reason>,
    /// Title and body.
    pub text: Text,
    /// What its buttons say.
    pub buttons: Vec<String>,
}

impl Telling {
    /// What was to be told, in the words of its note.
    pub(super) fn of(content: &Outgoing, note: &Note) -> Self {
        let (product, reason) = match content {
            Outgoing::Alert(alert) => (Some(alert.product.clone()), Some(alert.reason)),
            Outgoing::Digest(digest) => {
                let one = digest.items.first().filter(|_| digest.items.len() == 1);
                (one.map(|item| item.product.clone()), Some(Reason::Digest))
            }
            Outgoing::Unread { product, .. } => (Some(product.clone()), None),
            Outgoing::Damaged { .. } => (None, None),
        };
        Self {
            product,
            reason,
            text: Text { title: note.title.clone(), body: note.body.clone() },
            buttons: note.buttons.iter().map(|button| button.label.clone()).collect(),
        }
    }
}
