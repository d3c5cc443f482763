//! An editor at the desk.

use serde_json::Value;

use crate::reader::Reader;

/// Without the pickers of the File System Access API, which no driver can answer: files go by the field and by download.
pub const NO_PICKERS: &str = "delete window.showOpenFilePicker; delete window.showSaveFilePicker;
    delete window.showDirectoryPicker;";

/// In front of scripts: the document in the preview.
pub const INSIDE: &str = "const inside = document.querySelector('.sheet iframe').contentDocument;";

/// Opens the desk and waits for it.
pub async fn open(reader: &Reader, path: &str) {
    reader.open(path).await;
    ready(reader).await;
}

/// Waits for the desk.
pub async fn ready(reader: &Reader) {
    let ready = "return document.documentElement.dataset.desk === 'open' && location.hash !== ''
        && !!document.querySelector('.sheet iframe')?.contentDocument?.querySelector('#app > *')";
    reader.wait("the desk", ready).await;
}

/// Puts the caret into a field, all of it selected, and writes over it.
pub async fn fill(reader: &Reader, id: &str, text: &str) {
    let focus = "const field = document.getElementById(arguments[0]);
        field.closest('details')?.setAttribute('open', ''); field.focus(); field.select();";
    // A dialog that was just shut gives the focus back to its button, perhaps only now.
    loop {
        reader.js(focus, vec![id.into()]).await;
        reader.insert(text).await;
        if reader.text("return document.activeElement.id").await == id {
            return;
        }
    }
}

/// The text as it stands where it is written.
pub async fn body(reader: &Reader) -> String {
    value(reader, "text").await
}

/// What stands in a field.
pub async fn value(reader: &Reader, id: &str) -> String {
    let value = reader.js("return document.getElementById(arguments[0]).value", vec![id.into()]).await;
    value.as_str().unwrap_or_default().to_owned()
}

/// Runs a script that knows the preview's document as `inside`.
pub async fn inside(reader: &Reader, script: &str) -> Value {
    reader.js(&format!("{INSIDE}{script}"), vec![]).await
}

/// Waits until a script that knows the preview's document answers true.
#[track_caller]
pub fn see_inside<'a>(reader: &'a Reader, what: &str, script: &str) -> impl Future<Output = ()> + use<'a> {
    let script = format!("{INSIDE}{script}");
    reader.wait_for(what.to_owned(), script)
}

/// Waits until the desk says that the article is kept, for what was just typed too.
pub async fn kept(reader: &Reader) {
    reader.wait("it to be kept", "return document.querySelector('.bar-kept').dataset.kept === 'yes'").await;
}

/// Clicks the element with this id.
pub async fn press(reader: &Reader, id: &str) {
    reader.js("document.getElementById(arguments[0]).click()", vec![id.into()]).await;
}

/// Pastes a picture of four red pixels; its name is `anh-lu.png` at the desk.
pub async fn paste_picture(reader: &Reader) {
    let paste = "const canvas = new OffscreenCanvas(2, 2);
        const pen = canvas.getContext('2d');
        pen.fillStyle = 'red';
        pen.fillRect(0, 0, 2, 2);
        canvas.convertToBlob({ type: 'image/png' }).then((blob) => {
          const data = new DataTransfer();
          data.items.add(new File([blob], 'Ảnh Lũ.png', { type: 'image/png' }));
          const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
          document.getElementById('text').dispatchEvent(event);
        });";
    let before = body(reader).await.matches("![](/media/").count();
    reader.js(paste, vec![]).await;
    let there = format!(
        "return document.getElementById('text').value.split('![](/media/').length - 1 === {}",
        before + 1
    );
    reader.wait("the picture's name in the text", &there).await;
}

/// Opens the dialog for sending and fills it in: a token or, with a user's name, a password.
pub async fn give_proof(reader: &Reader, user: Option<&str>, secret: &str) {
    press(reader, "send").await;
    reader.wait("the dialog", "return !!document.getElementById('send-secret')").await;
    if let Some(user) = user {
        fill(reader, "send-user", user).await;
    }
    fill(reader, "send-secret", secret).await;
}

/// Sends, and waits for this to be said of it.
#[track_caller]
pub fn send<'a>(reader: &'a Reader, said: &'a str) -> impl Future<Output = ()> + use<'a> {
    let script = format!("return text('#send-said').includes({})", Value::from(said));
    let wait = reader.wait_for(format!("“{said}” of what was sent"), script);
    async move {
        let send = "document.querySelector('.sending [type=submit]').click()";
        reader.js(send, vec![]).await;
        wait.await;
    }
}

/// Presses the button with these words in the dialog.
pub async fn choose(reader: &Reader, words: &str) {
    let click = "[...document.querySelectorAll('#dialog button')]
        .find((it) => it.textContent === arguments[0]).click()";
    reader.js(click, vec![words.into()]).await;
}

/// Shuts the dialog.
pub async fn shut(reader: &Reader) {
    reader.js("document.querySelector('#dialog header button')?.click()", vec![]).await;
    reader.wait("no dialog", "return !document.getElementById('dialog')").await;
}

/// Opens the list of articles where finished ones go, with these words in the field for a search.
pub async fn list(reader: &Reader, user: Option<&str>, secret: &str, words: &str) {
    press(reader, "open").await;
    reader.wait("the list", "return !!document.getElementById('shelf')").await;
    reader.js("document.querySelector('#shelf summary').click()", vec![]).await;
    if let Some(user) = user {
        fill(reader, "send-user", user).await;
    }
    fill(reader, "send-secret", secret).await;
    fill(reader, "find-afar", words).await;
    reader.js("document.querySelector('#shelf [type=submit]').click()", vec![]).await;
}

/// Where this browser keeps anything for longer than a page: whether a secret is in it.
pub async fn keeps(reader: &Reader, secret: &str) -> bool {
    let look = "const [secret] = arguments;
        const all = [localStorage, sessionStorage].map((it) => JSON.stringify({ ...it }));
        all.push(document.cookie, location.href);
        return new Promise((done) => {
        const open = indexedDB.open('bantin-desk');
        open.onsuccess = () => {
          const names = [...open.result.objectStoreNames];
          const asked = names.map((name) => new Promise((found) => {
            const request = open.result.transaction(name).objectStore(name).getAll();
            request.onsuccess = () => found(JSON.stringify(request.result));
          }));
          Promise.all(asked).then((found) => done([...all, ...found].some((it) => it.includes(secret))));
        }; });";
    reader.js(look, vec![secret.into()]).await == true
}
