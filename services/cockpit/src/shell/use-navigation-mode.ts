import { useState } from 'react';
import { isNarrowScreen } from './narrow-screen.js';

/** Whether the side navigation is expanded; `Auto` lets the component decide by the width. */
export function useNavigationMode() {
  const [mode, setMode] = useState<'Auto' | 'Collapsed' | 'Expanded'>('Auto');
  const toggle = () => {
    const isExpanded = mode === 'Expanded' || (mode === 'Auto' && !isNarrowScreen());
    setMode(isExpanded ? 'Collapsed' : 'Expanded');
  };
  const collapseOnNarrowScreen = () => {
    if (isNarrowScreen()) setMode('Collapsed');
  };
  return { mode, toggle, collapseOnNarrowScreen };
}
