/** A picture as large as the window. */

const dialog = document.getElementById("viewer");
const picture = dialog.querySelector("img");

export function enlarge(url, words) {
  picture.src = url;
  picture.alt = words;
  dialog.showModal();
}

picture.addEventListener("click", () => dialog.close());
