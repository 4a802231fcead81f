// Keys: on macOS Meta stands for Ctrl, and Ctrl with Option for Alt, which types letters there.

export const isMac = /mac|iphone|ipad/iu.test(
  navigator.userAgentData?.platform ?? navigator.platform ?? "",
);

const NAMES = { ArrowDown: "↓", ArrowUp: "↑" };

export function nameKeys(keys) {
  const parts = keys.split("+").map((part) => NAMES[part] ?? part);
  const mac = { Mod: "⌘", Alt: "⌃⌥", Shift: "⇧", Enter: "↩" };
  if (isMac) return parts.map((part) => mac[part] ?? part).join("");
  return parts.map((part) => (part === "Mod" ? "Ctrl" : part)).join("+");
}

// The letter or digit of a key, whatever alphabet it types; its place counts where that is no Latin.
function readKey(event) {
  if (/^[a-z0-9]$/iu.test(event.key)) return event.key.toUpperCase();
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/u.exec(event.code ?? "");
  return place ? place[1] : event.key;
}

function readKeys(event) {
  const isMod = isMac ? event.metaKey : event.ctrlKey;
  const isAlt = isMac ? event.altKey && event.ctrlKey : event.altKey;
  const isOther = isMac ? !event.metaKey && event.ctrlKey !== event.altKey : event.metaKey;
  if (isOther || (isMod && isAlt)) return null;
  const parts = [isMod && "Mod", isAlt && "Alt", event.shiftKey && "Shift", readKey(event)];
  return parts.filter(Boolean).join("+");
}

// Call what belongs to keys; while a word is being composed they belong to the input method.
export function listen(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.getModifierState("AltGraph")) return;
    const keys = readKeys(event);
    const action = keys && actions[keys];
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || keys.startsWith("Alt+Arrow")) action();
  });
}
