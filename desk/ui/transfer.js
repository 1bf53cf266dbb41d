// To another direction or desk: number and arrival time go with the visitor.
import { t, pick } from "shared/text.js";
import { ask } from "./ask.js";
import { move } from "./moves.js";

export async function transfer({ desk, directions, desks }, ticket) {
  const to = await ask({
    title: t("desk.transfer.title", { number: ticket.number }),
    text: t("desk.transfer.kept"),
    choices: [
      ...directions
        .filter((d) => d.id !== ticket.direction)
        .map((d) => ({
          value: { direction: d.id },
          label: pick(d.name),
          hint: d.open ? "" : t("desk.transfer.closed"),
        })),
      ...desks
        .filter((d) => d.agent && d.id !== desk.id)
        .map((d) => ({ value: { desk: d.id }, label: t("desk.desk", { n: d.id }), hint: d.name })),
    ],
  });
  if (to) await move("transfer", desk, { ticket: ticket.id, ...to });
}
