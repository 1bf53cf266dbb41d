// What the live endpoints send. Written from the schema that the server publishes
// (GET /api/frames.json) by a test of server/servertest, which compares it.

/** The frame of each endpoint. */
export interface Frames {
  "/live/kiosk": KioskMenuFrame;
  [path: `/live/track/${string}`]: KioskTrackFrame;
  [path: `/live/rate/${string}`]: KioskRateFrame;
  "/live/display": DisplayFrame;
  "/live/desk": DeskFrame;
  "/live/volunteer": VolunteersFrame;
  "/live/kiosk/help": VolunteersOriginFrame;
  "/live/desk/help": VolunteersOriginFrame;
  "/live/manager": HallFrame;
  "/live/door": DoorFrame;
}

export interface CentreVisits {
  kept: number;
  moved: number;
  unplaced: number;
  untold: number;
}

export interface DeskAgentView {
  login: string;
  name: string;
}

export interface DeskDayView {
  mean_service: number;
  served: number;
}

export interface DeskDeskView {
  active?: string;
  agent?: string;
  directions: Array<string>;
  id: string;
  name?: string;
  paused: boolean;
}

export interface DeskDirectionView {
  id: string;
  name: I18nText;
  open: boolean;
  prefix: string;
}

export interface DeskFrame {
  active: DeskTicketView | null;
  agent: DeskAgentView;
  at: string;
  build: string;
  centre: string;
  day: DeskDayView;
  desk: DeskSeatView | null;
  desks: Array<DeskDeskView>;
  directions: Array<DeskDirectionView>;
  groups: Array<DeskGroupView>;
  held: Array<DeskTicketView>;
  notices: Array<DeskNoticeView>;
  recent: Array<DeskTicketView>;
  registered: Array<DeskRegisteredApplicationView>;
  seq: number;
  undo: DeskUndoView | null;
  waiting: DeskWaitingView;
}

export interface DeskGroupView {
  id: string;
  name: I18nText;
}

export interface DeskLineView {
  count: number;
  direction: string;
  longest: number;
  tickets: Array<DeskTicketView>;
}

export interface DeskNoticeView {
  directions?: Array<string>;
  id: string;
  kind: string;
  text: I18nText;
}

export interface DeskRegisteredApplicationView {
  decision_by?: string;
  due_on?: string;
  id: string;
  number: string;
  outcome: string;
  place?: number;
  service: string;
}

export interface DeskSeatView {
  directions: Array<string>;
  id: string;
  lease: string;
  paused: string;
  served: number;
  since: string;
}

export interface DeskTicketView {
  ahead?: number;
  announced_at?: string;
  called_at?: string;
  desk?: string;
  direction: string;
  ended_at?: string;
  exchange?: boolean;
  group?: string;
  id: string;
  issued_at: string;
  language: string;
  number: string;
  outcome?: string;
  recall_from?: string;
  recalls: number;
  recalls_left: number;
  runs_from?: string;
  served_at?: string;
  service?: string;
  service_time?: number;
  status: string;
  wait: number;
}

export interface DeskUndoView {
  kind: string;
  until: string;
}

export interface DeskWaitingView {
  lines: Array<DeskLineView>;
  mine: Array<DeskTicketView>;
  total: number;
}

export interface DisplayAnnouncementView {
  called_at: string;
  desk: string;
  language: string;
  number: string;
  recall: boolean;
  seq: number;
  side?: string;
}

export interface DisplayClosed {
  alternatives: Array<ViewAlternative>;
  code: string;
  reason: I18nText;
  until?: string;
}

export interface DisplayDirectionView {
  code?: string;
  id: string;
  name: I18nText;
  open: boolean;
  prefix: string;
  waiting: number;
}

export interface DisplayFrame {
  at: string;
  build: string;
  calls: Array<DisplayAnnouncementView>;
  centre: string;
  closed?: DisplayClosed;
  directions: Array<DisplayDirectionView>;
  hall?: DisplayOccupancyView;
  notices: Array<DisplayNoticeView>;
  seq: number;
}

export interface DisplayNoticeView {
  directions?: Array<string>;
  id: string;
  kind: string;
  text: I18nText;
}

export interface DisplayOccupancyView {
  called_in: Array<string>;
  capacity: number;
  inside: number;
  outside: number;
}

export interface DoorFrame {
  at: string;
  build: string;
  capacity?: number;
  centre: string;
  companions: boolean;
  counted: boolean;
  expected: number;
  full: boolean;
  inside: number;
  name?: I18nText;
  outside: Array<DoorOutsideView>;
  regime?: string;
  seq: number;
}

export interface DoorOutsideView {
  called_at?: string;
  language: string;
  number: string;
  since: string;
  until?: string;
}

export interface HallAlert {
  code: string;
  count?: number;
  desk?: string;
  direction?: string;
  level?: HallLevelView;
  seconds?: number;
}

export interface HallClosureView {
  directions: Array<string>;
  from: string;
  id: string;
  reason: I18nText;
  until: string;
  visits?: CentreVisits;
}

export interface HallDeskView {
  agent?: string;
  for?: Array<string>;
  id: string;
  name?: string;
  reason?: string;
  served: number;
  since?: string;
  status: string;
  ticket?: string;
}

export interface HallDirectionView {
  code?: string;
  desks: number;
  expected: number;
  finished: number;
  id: string;
  issued: number;
  longest: number;
  name: I18nText;
  no_show: number;
  open: boolean;
  prefix: string;
  reason?: I18nText;
  regime?: string;
  until?: string;
  waiting: number;
}

export interface HallFrame {
  at: string;
  build: string;
  centre: string;
  closures: Array<HallClosureView>;
  desks: Array<HallDeskView>;
  directions: Array<HallDirectionView>;
  open: boolean;
  regimes: Array<HallClosureView>;
  seq: number;
  today: HallToday;
  wrong: Array<HallAlert>;
}

export interface HallLevelView {
  called: number;
  directions: Array<string>;
  kept: number;
  met: boolean;
  minutes: number;
  percent: number;
  share: number | null;
  to: string;
}

export interface HallToday {
  called: number;
  finished: number;
  issued: number;
  levels: Array<HallLevelView>;
  mean_service: number;
  mean_wait: number;
  missed: number;
  no_show: number;
  promised: number;
  within15: number;
  within30: number;
  within5: number;
}

export interface I18nText {
  az: string;
  en: string;
  ru: string;
}

export interface KioskAround {
  from: string;
  until: string;
}

export interface KioskDirectionView {
  alternatives: Array<ViewAlternative>;
  code?: string;
  estimate: KioskEstimateView;
  id: string;
  name: I18nText;
  only?: KioskOnly;
  open: boolean;
  prefix: string;
  reason?: I18nText;
  until?: string;
  waiting: number;
}

export interface KioskEstimateView {
  p50: number;
  p80: number;
}

export interface KioskGroupView {
  id: string;
  minutes: number;
  name: I18nText;
}

export interface KioskMenuFrame {
  at: string;
  build: string;
  centre: string;
  directions: Array<KioskDirectionView>;
  groups: Array<KioskGroupView>;
  hall?: ViewOccupancy;
  languages: Array<string>;
  notices: Array<KioskNoticeView>;
  seq: number;
}

export interface KioskNoticeView {
  az: string;
  directions?: Array<string>;
  en: string;
  ru: string;
}

export interface KioskOnly {
  groups?: Array<string>;
  services?: Array<string>;
}

export interface KioskRateFrame {
  at: string;
  build: string;
  desk: string;
  seq: number;
  visit: KioskRateVisit | null;
}

export interface KioskRateVisit {
  language: string;
  number: string;
  score?: number;
  token: string;
}

export interface KioskRebookedView {
  at: string;
  code: string;
  number?: string;
  status: string;
}

export interface KioskTrackFrame {
  ahead: number;
  appointment?: string;
  around?: KioskAround;
  at: string;
  build: string;
  desk?: string;
  direction: string;
  due?: boolean;
  estimate: KioskEstimateView;
  gone?: boolean;
  issued_at: string;
  language: string;
  name: I18nText;
  notices?: Array<I18nText>;
  number: string;
  outcome?: string;
  rebooked?: KioskRebookedView;
  score?: number;
  seq: number;
  side?: string;
  state: string;
  told?: KioskTreatmentView;
}

export interface KioskTreatmentView {
  alternatives: Array<ViewAlternative>;
  code?: string;
  reason?: I18nText;
  treatment: string;
  until?: string;
}

export interface ViewAlternative {
  kind: string;
  text: I18nText;
  value: string;
}

export interface ViewOccupancy {
  capacity: number;
  inside: number;
  outside: number;
}

export interface VolunteerOrigin {
  id: string;
  kind: string;
  name?: string;
}

export interface VolunteersFrame {
  at: string;
  build: string;
  calls: Array<VolunteersHelpRequestView>;
  centre: string;
  mine: VolunteersHelpRequestView | null;
  name: string;
  others: Array<VolunteersHelpRequestView>;
  seq: number;
  today: VolunteersToday;
}

export interface VolunteersHelpRequestView {
  again?: boolean;
  by?: string;
  id: string;
  language: string;
  number?: string;
  place: VolunteerOrigin;
  since: string;
  taken_at?: string;
}

export interface VolunteersOriginFrame {
  at: string;
  build: string;
  call: VolunteersHelpRequestView | null;
  seq: number;
}

export interface VolunteersToday {
  calls: number;
  helped: number;
}
