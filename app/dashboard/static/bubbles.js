// Pictures enlarge, and what is to be copied is copied.

const viewer = () => document.getElementById("viewer");

export function start() {
  document.documentElement.classList.add("scripted");
  document.addEventListener("click", (event) => {
    const picture = event.target.closest("[data-enlarge]");
    if (picture && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      enlarge(picture);
    } else if (event.target.closest(".copy")) copy(event.target.closest(".copy"));
    else if (event.target === viewer()) viewer().close();
  });
}

function enlarge(picture) {
  const shown = document.getElementById("viewed");
  shown.src = picture.href;
  shown.alt = picture.querySelector("img").alt;
  viewer().showModal();
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    return getSelection().selectAllChildren(button.previousElementSibling);
  }
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 1500);
}
