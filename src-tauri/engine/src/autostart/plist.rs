//! The text of a launch agent: a property list in XML, as we write it and as far as we read it.

use super::Content;

pub(super) fn text(label: &str, command: &[String]) -> String {
    let arguments: String =
        command.iter().map(|argument| format!("    <string>{}</string>\n", escaped(argument))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  <key>Label</key>\n  <string>{}</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{arguments}  </array>\n  <key>RunAtLoad</key>\n  <true/>\n  \
         <key>LimitLoadToSessionType</key>\n  <string>Aqua</string>\n  <key>ProcessType</key>\n  \
         <string>Interactive</string>\n</dict>\n</plist>\n",
        escaped(label)
    )
}

pub(super) fn content(text: &str) -> Content {
    let after = |key: &str| text.split_once(&format!("<key>{key}</key>")).map(|(_, rest)| rest.trim_start());
    let is = |key, value| after(key).is_some_and(|rest| rest.starts_with(value));
    if is("Disabled", "<true/>") || is("RunAtLoad", "<false/>") {
        return Content::SwitchedOff;
    }
    let arguments = after("ProgramArguments").and_then(|rest| rest.strip_prefix("<array>"));
    let first = arguments.and_then(|rest| rest.trim_start().strip_prefix("<string>")?.split_once("</string>"));
    match first {
        Some((program, _)) if !program.is_empty() => Content::Starts(plain(program).into()),
        Some(_) | None => Content::NotUnderstood,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_launch_agent_reads_back_and_what_is_switched_off_is_off() {
        let program = "/Applications/A & <B>.app/Contents/MacOS/siaga";
        let text = text("id.example", &[program.to_owned(), "agent".to_owned()]);
        assert!(text.contains("<string>/Applications/A &amp; &lt;B&gt;.app/Contents/MacOS/siaga</string>"), "{text}");
        assert_eq!(content(&text), Content::Starts(program.into()));
        let off = text.replace("</dict>", "  <key>Disabled</key>\n  <true/>\n</dict>");
        assert_eq!(content(&off), Content::SwitchedOff);
        assert_eq!(content(&text.replace("<true/>", "<false/>")), Content::SwitchedOff);
        assert_eq!(content("bplist00"), Content::NotUnderstood);
    }
}
