// Days as the registry writes them.
import { baku, dayMonth, clock } from "shared/text.js";

const date = (moment) => `${dayMonth(moment)} ${baku(moment).year}`;

export const day = (iso) => (iso ? date(new Date(`${iso}T12:00:00+04:00`)) : "—");
export const moment = (iso) => `${date(new Date(iso))}, ${clock(new Date(iso))}`;
