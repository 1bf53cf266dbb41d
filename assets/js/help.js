// A volunteer called to a place, a kiosk or a desk: what the place sees of it.
import { useEffect, useState } from "shared/ui.js";
import { live } from "shared/live.js";

/**
 * useHelp listens to a place's calls while its screen is drawn. It gives null where the
 * house has no volunteers, else {call, late}: the call, and whether whoever took it has
 * not come in time.
 * @param {"/live/kiosk/help" | "/live/desk/help"} path
 */
export function useHelp(path) {
  const [view, setView] = useState(null);
  useEffect(() => {
    const feed = live(path);
    setView(feed);
    return () => feed.close();
  }, []);
  const frame = view?.frame.value;
  if (!frame) return null;
  const { call } = frame;
  return { call, late: Boolean(call?.again) };
}
