"use strict";
for (const button of document.querySelectorAll("button[data-copy]")) {
  const told = document.getElementById("told");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const command = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(command.textContent);
      told.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(command);
      told.textContent = "Selected: copy it with the keyboard.";
    }
  });
}
