// What a draft of a regime would do, asked of the server while it is written: by the
// form of regimes, and where a direction is closed.
import { useState, useEffect } from "shared/ui.js";
import { call } from "shared/api.js";

// questionOf is what is asked: by the preview, and by a trial of the same day.
export const questionOf = (draft, day) => JSON.stringify({ draft, day });

// useForesight asks 250 ms after the last letter, and again until it is answered.
// It gives the newest answer for this day and this stamp of what is decided, never
// one of before; current tells whether it is the answer to what stands in the form
// now. A new tick asks again, and the answer before it stands meanwhile.
export function useForesight(draft, day, stamp, tick) {
  const [answer, setAnswer] = useState(null);
  const question = questionOf(draft, day);
  useEffect(() => {
    let over = false;
    let soon = setTimeout(ask, draft ? 250 : 0);
    async function ask() {
      try {
        const seen = await call("POST", "/api/manager/regimes/preview", JSON.parse(question));
        if (!over) setAnswer({ ...seen, question, day, stamp });
      } catch (problem) {
        if (over) return;
        const { status, code, field } = problem;
        if (status === 400)
          setAnswer((old) => ({
            directions: [],
            conflicts: [],
            hit: [],
            ...old,
            day,
            stamp,
            question,
            fault: { code, field },
          }));
        else if (status === 0 || status === 429 || status >= 500) soon = setTimeout(ask, 1500);
      }
    }
    return () => {
      over = true;
      clearTimeout(soon);
    };
  }, [question, stamp, tick]);
  return answer && answer.day === day && answer.stamp === stamp
    ? { ...answer, current: answer.question === question }
    : null;
}
