//! The placeholders of remote images: which there are in HTML that was made safe, and the pictures put in their places.

use super::{REMOTE_IMAGE, is_remote, own, write};
use crate::walk::{Element, Step, walk};
use crate::{Html, sanitize::REMOTE_SIZES};

/// The addresses of the remote images that stayed behind in HTML of [`super::letter_html`], in its order.
#[must_use]
pub fn remote_images(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !html.contains(REMOTE_IMAGE) {
        return found;
    }
    walk(html, &mut |step| {
        if let Step::Open(element) = step {
            found.extend(remote(element).map(str::to_owned));
        }
    });
    found
}

/// The same HTML with images in the places of its remote ones. `from` answers a path of our own origin by an image's number; one for
/// which it answers nothing stays a placeholder.
#[must_use]
pub fn with_remote_images(html: &str, from: &dyn Fn(usize) -> Option<String>) -> Html {
    let (mut out, mut count) = (String::with_capacity(html.len()), 0);
    let mut image: Option<Element> = None;
    walk(html, &mut |step| match step {
        Step::Open(element) if remote(element).is_some() => {
            finish(&mut image, &mut out);
            match from(count) {
                Some(path) => image = Some(image_of(element, path)),
                None => write(Step::Open(element), &mut out),
            }
            count += 1;
        }
        // What stands in a placeholder is the image's description.
        Step::Text(text) if image.is_some() => {
            if let Some((_, alt)) = image.as_mut().and_then(|image| image.attributes.iter_mut().find(|(name, _)| name == "alt")) {
                alt.push_str(text);
            }
        }
        Step::Close("span") if image.is_some() => finish(&mut image, &mut out),
        step => {
            finish(&mut image, &mut out);
            write(step, &mut out);
        }
    });
    finish(&mut image, &mut out);
    own(&out)
}

fn remote(element: &Element) -> Option<&str> {
    element.attribute(REMOTE_IMAGE).filter(|address| element.name == "span" && is_remote(address))
}

fn image_of(placeholder: &Element, path: String) -> Element {
    let mut attributes = vec![("alt".to_owned(), String::new()), ("src".to_owned(), path), ("loading".to_owned(), "lazy".to_owned())];
    for (kept, name) in REMOTE_SIZES {
        attributes.extend(placeholder.attribute(kept).map(|value| (name.to_owned(), value.to_owned())));
    }
    Element { name: "img".into(), attributes }
}

fn finish(image: &mut Option<Element>, out: &mut String) {
    if let Some(image) = image.take() {
        write(Step::Open(&image), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sanitize::{ImagePolicy, letter_html, stored};

    const LETTER: &str = "<p>a <img src='https://a.example/x.png?u=1&v=2' alt='Our \"offer\"' width=600 height=2000> b \
                          <img src=http://b.example/y> c <span>d</span></p>";

    #[test]
    fn remote_images_are_told_and_take_their_places() {
        let made = letter_html(LETTER, &ImagePolicy::none()).html;
        assert_eq!(remote_images(made.as_str()), ["https://a.example/x.png?u=1&v=2", "http://b.example/y"]);
        let shown = with_remote_images(made.as_str(), &|n| Some(format!("/pictures/{n}")));
        assert_eq!(
            shown.as_str(),
            "<p>a <img alt=\"Our &quot;offer&quot;\" src=\"/pictures/0\" loading=\"lazy\" width=\"600\" height=\"2000\"> b \
             <img alt=\"\" src=\"/pictures/1\" loading=\"lazy\"> c <span>d</span></p>"
        );
    }

    #[test]
    fn what_is_not_asked_for_stays_as_it_is() {
        let made = letter_html(LETTER, &ImagePolicy::none()).html;
        assert_eq!(with_remote_images(made.as_str(), &|_| None), made);
        assert_eq!(stored(made.as_str()), made);
        assert!(remote_images("<p data-remote-image>a</p><span data-remote-image='javascript:x'>b</span>").is_empty());
    }

    #[test]
    fn a_picture_comes_from_our_own_origin_and_from_nowhere_else() {
        let made = letter_html(LETTER, &ImagePolicy::none()).html;
        let shown = with_remote_images(made.as_str(), &|_| Some("https://a.example/x".to_owned()));
        assert!(!shown.as_str().contains("a.example"), "{}", shown.as_str());
    }
}
