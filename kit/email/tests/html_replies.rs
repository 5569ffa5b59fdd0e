//! Replies in HTML only, as mail programs lay them out: what is new must come out of them, and nothing else.

use email::{Letter, new_text};

/// What the programs put below `{}`.
#[rustfmt::skip]
const PROGRAMS: &[(&str, &str)] = &[
    ("Gmail", r#"<div dir="ltr">{}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Sat, Nov 21, 2026 at 10:00 AM Support &lt;<a href="mailto:support@example.org">support@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>Please try again.</div></blockquote></div>"#),
    ("Outlook", r##"<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body lang="DE"><div class="WordSection1"><p class="MsoNormal">{}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>Von:</b> Support &lt;support@example.org&gt; <br><b>Gesendet:</b> Samstag, 21. November 2026 10:00<br><b>An:</b> Rita Roe<br><b>Betreff:</b> Re: Drucker<o:p></o:p></p></div></div><p class="MsoNormal">Bitte noch einmal versuchen.<o:p></o:p></p></div></body></html>"##),
    ("Outlook on the web", r#"<div style="font-family:Calibri">{}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Support &lt;support@example.org&gt;<br><b>Sent:</b> Saturday, November 21, 2026 10:00 AM<br><b>To:</b> Rita Roe &lt;rita@example.com&gt;<br><b>Subject:</b> Re: Printer</font><div>&nbsp;</div></div><div>Please try again.</div>"#),
    ("Apple Mail", r#"<html><body style="word-wrap:break-word">{}<div><br><blockquote type="cite"><div>Am 21.11.2026 um 10:00 schrieb Support &lt;<a href="mailto:support@example.org">support@example.org</a>&gt;:</div><br class="Apple-interchange-newline"><div>Bitte noch einmal versuchen.</div></blockquote></div></body></html>"#),
    ("iPhone", r#"<html><body dir="auto">{}<br><br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On Nov 21, 2026, at 10:00, Support &lt;support@example.org&gt; wrote:<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">Please try again.</div></blockquote></body></html>"#),
    ("Thunderbird", r#"<html><body><p>{}</p><div class="moz-cite-prefix">Le 21/11/2026 à 10:00, Support a écrit&nbsp;:<br></div><blockquote type="cite" cite="mid:x@y"><p>Merci de réessayer.</p></blockquote></body></html>"#),
    ("Yahoo", r#"<div class="ydp1">{}</div><div><br></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>On Saturday, November 21, 2026 at 10:00:00 AM GMT+1, Support &lt;support@example.org&gt; wrote:</div><div><br></div><div>Please try again.</div></div></div>"#),
    ("Proton Mail", r#"<div style="font-family:Arial">{}</div><div class="protonmail_signature_block"><div>Sent with <a href="https://proton.me/">Proton Mail</a> secure email.</div></div><div class="protonmail_quote">On Saturday, November 21st, 2026 at 10:00 AM, Support &lt;support@example.org&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">Please try again.</blockquote></div>"#),
    ("Zimbra", r#"<div style="font-family:arial"><div>{}</div><div><br></div><hr id="zwchr"><div><b>De: </b>"Support" &lt;support@example.org&gt;<br><b>À: </b>"Rita" &lt;rita@example.com&gt;<br><b>Envoyé: </b>Samedi 21 Novembre 2026 10:00:00<br><b>Objet: </b>Re: Imprimante<br></div><div>Merci de réessayer.</div></div>"#),
    ("GMX", r#"<div style="font-family:Verdana"><div>{}</div><div>&nbsp;<div name="quote" style="margin:10px 5px"><div style="margin:0 0 10px 0"><b>Gesendet:</b>&nbsp;Samstag, 21. November 2026 um 10:00 Uhr<br/><b>Von:</b>&nbsp;"Support" &lt;support@example.org&gt;<br/><b>An:</b>&nbsp;rita@example.com<br/><b>Betreff:</b>&nbsp;Re: Drucker</div><div>Bitte noch einmal versuchen.</div></div></div></div>"#),
    ("Notes", r#"<font size=2 face="sans-serif">{}</font><br><br><br><table><tr><td>From:</td><td>Support/ACME@ACME</td></tr><tr><td>To:</td><td>Rita Roe/ACME@ACME</td></tr><tr><td>Date:</td><td>21.11.2026 10:00</td></tr><tr><td>Subject:</td><td>Re: Printer</td></tr></table><hr noshade><br>Please try again."#),
    ("mail.ru", r#"<HTML><BODY>{}<br><br><blockquote style="border-left:1px solid #0857A6">Суббота, 21 ноября 2026, 10:00 +03:00 от Support &lt;support@example.org&gt;:<br><div>Попробуйте ещё раз.</div></blockquote></BODY></HTML>"#),
    ("QQ", r#"<div>{}</div><div><br></div><div style="font-size:12px">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:#efefef"><div><b>发件人:</b>&nbsp;"Support"&lt;support@example.org&gt;;</div><div><b>发送时间:</b>&nbsp;2026年11月21日(星期六) 上午10:00</div><div><b>收件人:</b>&nbsp;"Rita"&lt;rita@example.com&gt;;</div><div><b>主题:</b>&nbsp;Re: 打印机</div></div><div>请再试一次。</div>"#),
];

/// What people write, as HTML and as what must come out.
const NEW: &[(&str, &str)] = &[
    ("Thanks, it works again.", "Thanks, it works again."),
    ("It still says &quot;paper jam&quot; &amp; stops.<br>What now?", "It still says \"paper jam\" & stops.\nWhat now?"),
    ("两台打印机都坏了。", "两台打印机都坏了。"),
];

#[test]
fn what_is_new_comes_out_of_html() {
    let mut wrong = String::new();
    for (program, html) in PROGRAMS {
        for (given, expected) in NEW {
            let raw = format!("From: rita@example.com\nContent-Type: text/html; charset=utf-8\n\n{}", html.replace("{}", given));
            let letter = Letter::parse(raw.as_bytes());
            let parts = new_text::split(&letter.text);
            if parts.new_text != *expected {
                wrong.push_str(&format!("── {program}\nexpected:\n{expected}\ngot:\n{}\nof:\n{}\n\n", parts.new_text, letter.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
