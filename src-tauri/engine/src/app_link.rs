//! Whether a tool's own program is on this computer: whether something takes the links of its scheme. Nothing is opened
//! here, and macOS is not asked: there a prompt goes by the tool's address on the web.

use std::collections::BTreeSet;

use siaga_core::prompt::{Carried, Prompt};
use siaga_core::provider::{Catalogue, Product};
use tokio::task::JoinSet;

/// What becomes of a prompt at a product, its own program considered where that is there. Answers within a second.
pub(crate) async fn carried(prompt: &Prompt, product: &Product) -> Carried {
    prompt.carried(product, is_there(product).await)
}

/// Whether a product's own program is there. Answers within a second.
pub(crate) async fn is_there(product: &Product) -> bool {
    match scheme(product) {
        Some(scheme) => is_taken(scheme).await,
        None => false,
    }
}

/// The products that have a program of their own, by id, each with the scheme of its links.
pub(crate) fn known(catalogue: &Catalogue) -> Vec<(String, String)> {
    catalogue.products().filter_map(|product| Some((product.id.clone(), scheme(product)?.to_owned()))).collect()
}

/// Those of them whose program is there, by id. Answers within a second.
pub(crate) async fn look(known: Vec<(String, String)>) -> BTreeSet<String> {
    let mut asked = JoinSet::new();
    for (product, scheme) in known {
        asked.spawn(async move { is_taken(&scheme).await.then_some(product) });
    }
    let mut found = BTreeSet::new();
    while let Some(answer) = asked.join_next().await {
        found.extend(answer.ok().flatten());
    }
    found
}

fn scheme(product: &Product) -> Option<&str> {
    product.app.as_ref().and_then(|app| app.link.split_once(':')).map(|(scheme, _)| scheme)
}

/// Whether a program takes links of this scheme, as the desktop's own list of programs says.
#[cfg(target_os = "linux")]
async fn is_taken(scheme: &str) -> bool {
    use std::process::Stdio;
    use std::time::Duration;

    const LIMIT: Duration = Duration::from_secs(1);

    let mut asked = tokio::process::Command::new("xdg-mime");
    asked.args(["query", "default", &format!("x-scheme-handler/{scheme}")]);
    asked.stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    match tokio::time::timeout(LIMIT, asked.output()).await {
        Ok(Ok(said)) => String::from_utf8_lossy(&said.stdout).trim().ends_with(".desktop"),
        // Without the desktop's own tool nothing is known, and the web does as well.
        Ok(Err(_)) | Err(_) => false,
    }
}

/// Whether a program takes links of this scheme: it says so in the registry.
#[cfg(windows)]
async fn is_taken(scheme: &str) -> bool {
    let class = windows_registry::CLASSES_ROOT.open(scheme);
    class.is_ok_and(|class| class.get_string("URL Protocol").is_ok())
}

#[cfg(not(any(target_os = "linux", windows)))]
#[expect(clippy::unused_async, reason = "asked on other systems")]
async fn is_taken(_scheme: &str) -> bool {
    false
}
