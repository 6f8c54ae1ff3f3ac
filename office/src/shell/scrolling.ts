import { type RefObject, useEffect } from 'react';

/** Tables wider than their place scroll sideways; without anything to press in them, keys could not get there. */
export function useReachableTables(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const content = place.current;
    if (!content) return;
    let pending = 0;
    const look = (): void => {
      pending = 0;
      for (const table of content.querySelectorAll<HTMLElement>('.ant-table-content, .ant-table-body')) {
        if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
        else table.removeAttribute('tabindex');
      }
    };
    const later = (): void => {
      if (pending === 0) pending = requestAnimationFrame(look);
    };
    const mutations = new MutationObserver(later);
    mutations.observe(content, { childList: true, subtree: true });
    window.addEventListener('resize', later);
    later();
    return () => {
      cancelAnimationFrame(pending);
      mutations.disconnect();
      window.removeEventListener('resize', later);
    };
  }, [place]);
}
