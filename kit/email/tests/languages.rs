//! Letters to a help desk in twenty-six languages and the charsets their mail programs write, in every layout that carries them:
//! sender, subject, body and the attachment's name and content come out as they were written.

use email::Letter;
use encoding_rs::Encoding;

/// A language: charset, sender, subject, body, name of a file.
type Letters = (&'static str, &'static str, &'static str, &'static str, &'static str);

const LANGUAGES: [Letters; 26] = [
    (
        "iso-8859-1",
        "Jürgen Groß",
        "Drucker druckt nur Streifen",
        "Guten Tag,\n\nder Drucker im dritten Stock zieht schräge Streifen über jede Seite.\n\nGrüße\nJürgen",
        "Störung.txt",
    ),
    (
        "iso-8859-15",
        "Héloïse Lefèvre",
        "Accès refusé à l'œuvre partagée",
        "Bonjour,\n\nje n'ai plus accès au dossier « Œuvres » ; le forfait coûte 30 € par mois.\n\nMerci",
        "reçu.txt",
    ),
    (
        "windows-1252",
        "Íñigo Peña",
        "¿Por qué no enciende el portátil?",
        "Buenos días:\n\nEl portátil no enciende desde ayer — ni siquiera con el cargador nuevo.\n\nUn saludo",
        "factura_año.txt",
    ),
    (
        "iso-8859-1",
        "João Conceição",
        "Não consigo iniciar sessão",
        "Olá,\n\napós mudar a palavra-passe não consigo iniciar sessão em nenhuma máquina.\n\nObrigado",
        "ligação.txt",
    ),
    (
        "windows-1252",
        "Niccolò Però",
        "La rete è lentissima",
        "Buongiorno,\n\nda lunedì la rete è lentissima: un file da 10 MB richiede più di un'ora.\n\nGrazie",
        "velocità.txt",
    ),
    (
        "iso-8859-1",
        "Åsa Sjöström",
        "Skärmen är svart på morgonen",
        "Hej,\n\nskärmen är svart på morgonen och vaknar först när jag drar ur sladden.\n\nHälsningar",
        "skärm.txt",
    ),
    (
        "iso-8859-1",
        "Søren Ørsted",
        "Mødelokalet mangler i kalenderen",
        "Hej\n\nMødelokalet på første sal er forsvundet fra kalenderen.\n\nVenlig hilsen",
        "møde.txt",
    ),
    (
        "iso-8859-15",
        "Päivi Mäkelä",
        "Näyttö välkkyy työpäivän jälkeen",
        "Hei,\n\nnäyttö välkkyy aina kun kytken sen telakkaan.\n\nTerveisin",
        "näyttö.txt",
    ),
    (
        "iso-8859-2",
        "Łukasz Żółć",
        "Brak dźwięku w słuchawkach",
        "Dzień dobry,\n\nod wczoraj nie mam dźwięku w słuchawkach podczas połączeń.\n\nPozdrawiam",
        "zgłoszenie_błędu.txt",
    ),
    (
        "windows-1250",
        "Jiří Dvořák",
        "Nelze otevřít přílohu",
        "Dobrý den,\n\nod pondělí nelze otevřít žádnou přílohu; počítač hlásí chybu.\n\nDěkuji",
        "příloha.txt",
    ),
    (
        "iso-8859-2",
        "Őrsi Ütő",
        "Nem működik a nyomtató",
        "Jó napot!\n\nA második emeleti nyomtató nem működik, pedig tegnap még jó volt.\n\nKöszönöm",
        "hibajelentés.txt",
    ),
    (
        "windows-1250",
        "Šárka Čučoriedková",
        "Žiadosť o nový účet",
        "Dobrý deň,\n\nprosím o účet pre novú kolegyňu, ktorá nastúpi v pondelok.\n\nĎakujem",
        "žiadosť.txt",
    ),
    (
        "iso-8859-16",
        "Ștefan Țăran",
        "Calculatorul nu pornește",
        "Bună ziua,\n\ncalculatorul nu pornește după actualizare și afișează o eroare.\n\nMulțumesc",
        "cerință.txt",
    ),
    (
        "windows-1254",
        "Gülşen Işık",
        "Yazıcı çalışmıyor",
        "Merhaba,\n\nüçüncü kattaki yazıcı bugün çalışmıyor, kâğıt sıkışmış olabilir.\n\nTeşekkürler",
        "arıza_kaydı.txt",
    ),
    (
        "koi8-r",
        "Юлия Щербакова",
        "Не открывается общая папка",
        "Здравствуйте!\n\nСегодня утром не открывается общая папка бухгалтерии.\n\nСпасибо",
        "отчёт.txt",
    ),
    (
        "windows-1251",
        "Георги Йорданов",
        "Няма връзка със сървъра",
        "Здравейте,\n\nот сутринта няма връзка със сървъра за електронна поща.\n\nПоздрави",
        "грешка.txt",
    ),
    (
        "koi8-u",
        "Їжак Ґалаґан",
        "Не працює принтер",
        "Добрий день!\n\nПринтер на третьому поверсі не друкує з самого ранку.\n\nДякую",
        "заявка.txt",
    ),
    ("iso-8859-5", "Љубица Њежић", "Рачунар се сам гаси", "Добар дан,\n\nрачунар се сам гаси сваких пола сата.\n\nХвала", "извештај.txt"),
    (
        "iso-8859-7",
        "Ελένη Παπαδοπούλου",
        "Δεν ανοίγει το πρόγραμμα",
        "Καλημέρα,\n\nτο πρόγραμμα μισθοδοσίας δεν ανοίγει μετά την ενημέρωση.\n\nΕυχαριστώ",
        "αναφορά.txt",
    ),
    ("windows-1255", "רחל לוי", "המדפסת לא עובדת", "שלום,\n\nהמדפסת בקומה השלישית לא עובדת מאז הבוקר.\n\nתודה", "דוח.txt"),
    (
        "windows-1256",
        "فاطمة الزهراء",
        "لا أستطيع تسجيل الدخول",
        "مرحبا،\n\nلا أستطيع تسجيل الدخول إلى البريد منذ صباح اليوم.\n\nشكرا",
        "تقرير.txt",
    ),
    ("windows-874", "สมชาย ใจดี", "เครื่องพิมพ์ไม่ทำงาน", "สวัสดีครับ\n\nเครื่องพิมพ์ชั้นสามไม่ทำงานตั้งแต่เช้าวันนี้\n\nขอบคุณครับ", "รายงาน.txt"),
    ("windows-1258", "Hoa", "May in khong chay", "Xin chào,\n\nmáy in không chay sau khi câp nhât.", "bao_cao.txt"),
    (
        "iso-2022-jp",
        "田中 太郎",
        "プリンターが動きません",
        "お世話になっております。\n\n三階のプリンターが今朝から動きません。\n\n田中",
        "報告書.txt",
    ),
    ("gb18030", "王小明", "无法登录邮箱", "您好,\n\n今天早上开始无法登录邮箱,提示密码错误。\n\n谢谢", "错误报告.txt"),
    ("big5", "陳美玲", "印表機無法列印", "您好,\n\n三樓的印表機從今天早上開始無法列印。\n\n謝謝", "報告.txt"),
];

/// More for charsets that share a language.
const MORE: [Letters; 3] = [
    ("shift_jis", "鈴木 花子", "画面が真っ黒です", "ノートパソコンの画面が真っ黒のままです。", "画面.txt"),
    (
        "euc-kr",
        "김영희",
        "프린터가 작동하지 않습니다",
        "안녕하세요.\n\n3층 프린터가 오늘 아침부터 작동하지 않습니다.\n\n감사합니다",
        "보고서.txt",
    ),
    ("utf-8", "நளினி ராஜன்", "அச்சுப்பொறி வேலை செய்யவில்லை", "வணக்கம்,\n\nமூன்றாம் மாடி அச்சுப்பொறி வேலை செய்யவில்லை. 🖨️\n\nநன்றி", "அறிக்கை.txt"),
];

/// How header texts and bodies are carried.
#[derive(Debug, Clone, Copy)]
enum Layout {
    /// Encoded words in base64, body in base64, name by RFC 2231.
    Base64,
    /// Encoded words quoted, body quoted-printable, name by an encoded word where RFC 2047 forbids it.
    Quoted,
    /// Body as it is, header in UTF-8 words, as programs do that keep the charset only for the body.
    Mixed,
    /// All of it as it is, in the body's charset, header too, which no RFC allows and many programs do.
    Raw,
}

fn bytes_of(charset: &str, text: &str) -> Vec<u8> {
    if charset == "iso-8859-16" {
        // No encoder: the few letters it has and Latin-1 has not, by its table.
        let one = |c: char| match c {
            'Ș' => 0xAA,
            'ș' => 0xBA,
            'Ț' => 0xDE,
            'ț' => 0xFE,
            'ă' => 0xE3,
            'Ă' => 0xC3,
            c => u8::try_from(u32::from(c)).expect("Latin"),
        };
        return text.chars().map(one).collect();
    }
    let (bytes, _, lossy) = Encoding::for_label(charset.as_bytes()).expect("a charset").encode(text);
    assert!(!lossy, "{charset} has no letters for {text}");
    bytes.into_owned()
}

fn word(charset: &str, bytes: &[u8], base64: bool) -> String {
    if base64 {
        return format!("=?{charset}?B?{}?=", data_encoding::BASE64.encode(bytes));
    }
    let quoted: String =
        bytes.iter().map(|b| if b.is_ascii_alphanumeric() { char::from(*b).to_string() } else { format!("={b:02X}") }).collect();
    format!("=?{charset}?Q?{quoted}?=")
}

fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    for line in bytes.split(|b| *b == b'\n') {
        let mut width = 0;
        for b in line {
            let piece = if matches!(b, 33..=60 | 62..=126 | b' ') { char::from(*b).to_string() } else { format!("={b:02X}") };
            if width + piece.len() > 72 {
                out.push_str("=\r\n");
                width = 0;
            }
            width += piece.len();
            out.push_str(&piece);
        }
        out.push_str("\r\n");
    }
    out
}

fn letter((charset, name, subject, body, file): Letters, layout: Layout) -> Vec<u8> {
    let (of, base64) = (|text: &str| bytes_of(charset, text), data_encoding::BASE64);
    let mut out = Vec::new();
    let (name, subject): (Vec<u8>, Vec<u8>) = match layout {
        Layout::Base64 => (word(charset, &of(name), true).into(), word(charset, &of(subject), true).into()),
        Layout::Quoted => (word(charset, &of(name), false).into(), word(charset, &of(subject), false).into()),
        Layout::Mixed => (word("UTF-8", name.as_bytes(), false).into(), word("utf-8", subject.as_bytes(), true).into()),
        Layout::Raw => ([b"\"".as_slice(), &of(name), b"\""].concat(), of(subject)),
    };
    let (transfer, text): (&str, Vec<u8>) = match layout {
        Layout::Base64 => ("base64", base64.encode(&of(body)).into_bytes()),
        Layout::Quoted => ("quoted-printable", quoted_printable(&of(body)).into_bytes()),
        Layout::Mixed | Layout::Raw => ("8bit", of(body)),
    };
    let file_name: Vec<u8> = match layout {
        Layout::Base64 | Layout::Mixed => {
            let percent: String = of(file)
                .iter()
                .map(|b| if b.is_ascii_alphanumeric() || *b == b'.' { char::from(*b).to_string() } else { format!("%{b:02X}") })
                .collect();
            format!("filename*={charset}''{percent}").into_bytes()
        }
        Layout::Quoted => format!("filename=\"{}\"", word(charset, &of(file), true)).into_bytes(),
        Layout::Raw => [b"filename=\"".as_slice(), &of(file), b"\""].concat(),
    };
    for part in [
        b"From: ".as_slice(),
        &name,
        b" <asker@else.example>\r\nTo: support@desk.example\r\nSubject: ",
        &subject,
        b"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=_b\"\r\n\r\n--=_b\r\nContent-Type: text/plain; charset=",
        charset.as_bytes(),
        b"\r\nContent-Transfer-Encoding: ",
        transfer.as_bytes(),
        b"\r\n\r\n",
        &text,
        b"\r\n--=_b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; ",
        &file_name,
        b"\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAwQ=\r\n--=_b--\r\n",
    ] {
        out.extend_from_slice(part);
    }
    out
}

#[test]
fn letters_in_many_languages_are_read_in_every_layout() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for language in LANGUAGES.into_iter().chain(MORE) {
        let (charset, name, subject, body, file) = language;
        for layout in [Layout::Base64, Layout::Quoted, Layout::Mixed, Layout::Raw] {
            // Bytes above 127 in a header are shifted states in ISO-2022-JP, which are plain there.
            let read = Letter::parse(&letter(language, layout));
            count += 1;
            let from = read.from.clone();
            let attached: Vec<_> = read.attachments.iter().map(|a| (a.name.as_str(), a.bytes.len())).collect();
            for (what, got, expected) in [
                (
                    "sender",
                    from.map(|a| format!("{} <{}>", a.name.unwrap_or_default(), a.email)).unwrap_or_default(),
                    format!("{name} <asker@else.example>"),
                ),
                ("subject", read.subject.clone(), subject.to_owned()),
                ("body", read.text.trim().to_owned(), body.to_owned()),
                ("attachment", format!("{attached:?}"), format!("{:?}", [(file, 5)])),
            ] {
                if got != expected {
                    wrong.push(format!("{charset} {layout:?} {what}\n  got      {got}\n  expected {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} letters:\n{}", wrong.len(), wrong.join("\n"));
}
