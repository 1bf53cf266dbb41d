// Days as the registry writes them.
import { baku, dayMonth, clock } from "shared/text.js";
import { noon } from "shared/days.js";

const date = (moment) => `${dayMonth(moment)} ${baku(moment).year}`;

export const day = (iso) => (iso ? date(noon(iso)) : "—");
export const moment = (iso) => `${date(new Date(iso))}, ${clock(new Date(iso))}`;
