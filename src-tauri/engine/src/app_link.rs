//! Whether a tool's own program is on this computer: whether something takes the links of its scheme. Nothing is opened
//! here, and macOS is not asked: there a prompt goes by the tool's address on the web.

use siaga_core::prompt::{Carried, Prompt};
use siaga_core::provider::Product;

/// What becomes of a prompt at a product, its own program considered where that is there. Answers within a second.
pub(crate) async fn carried(prompt: &Prompt, product: &Product) -> Carried {
    let scheme = product.app.as_ref().and_then(|app| app.link.split_once(':')).map(|(scheme, _)| scheme);
    let there = match scheme {
        Some(scheme) => is_taken(scheme).await,
        None => false,
    };
    prompt.carried(product, there)
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
