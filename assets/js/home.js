// The front door: which screens there are. In a demo the links open them ready
// to use; the devices' tokens stand behind the #, which is sent nowhere.
import { html, render, Icon, Languages, Mark } from "shared/ui.js";
import { t, boot } from "shared/text.js";

const { centre, demo, kiosk, display, door, password } = boot.data;

const screens = [
  { name: "kiosk", icon: "ticket", href: kiosk ? `/kiosk#${kiosk}` : "/kiosk" },
  { name: "display", icon: "monitor", href: display ? `/display#${display}` : "/display" },
  { name: "desk", icon: "user-check", href: "/desk", sign: "agent1 … agent6" },
  { name: "registry", icon: "file-text", href: "/registry", sign: "agent1 … agent6" },
  { name: "rate", icon: "smile", href: display ? `/rate?desk=3#${display}` : "/rate?desk=3" },
  { name: "manager", icon: "building-2", href: "/manager", sign: "manager" },
  { name: "operator", icon: "phone", href: "/operator", sign: "operator" },
  { name: "door", icon: "door-open", href: door ? `/door#${door}` : "/door" },
  { name: "volunteer", icon: "hand-heart", href: "/volunteer", sign: "volunteer1" },
];

function Home() {
  return html`<main class="home">
    <header><${Mark} centre=${centre} /><${Languages} /></header>
    <h1>${t("home.heading")}</h1>
    <ul>
      ${screens.map(
        (s) => html`<li key=${s.name}>
          <a href=${s.href} target="_blank">
            <${Icon} name=${s.icon} size="40" />
            <b>${t(`home.${s.name}`)}</b>
            <span>${t(`home.${s.name}.for`)}</span>
            ${demo && s.sign && html`<code>${s.sign} · ${password}</code>`}
          </a>
        </li>`,
      )}
    </ul>
    ${demo && html`<p class="demo"><${Icon} name="info" /> ${t("home.demo")}</p>`}
  </main>`;
}

render(html`<${Home} />`, document.getElementById("root"));
