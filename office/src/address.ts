/**
 * The query of the address as it is this moment, to be changed: a second field may be set before the page has been drawn
 * with what the first one set, and would take that back.
 */
export const queryNow = (): URLSearchParams => new URLSearchParams(window.location.search);
