import { Link } from '@ui5/webcomponents-react/Link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** A link to a page of the cockpit. A click navigates in place; with a modifier key the browser opens a tab or window. */
export function RouterLink({
  path,
  wrap = false,
  children,
}: {
  readonly path: string;
  readonly wrap?: boolean;
  readonly children: ReactNode;
}) {
  const navigate = useNavigate();
  return (
    <Link
      href={path}
      wrappingType={wrap ? 'Normal' : 'None'}
      onClick={(event) => {
        const { ctrlKey, metaKey, shiftKey } = event.detail;
        if (ctrlKey || metaKey || shiftKey) return;
        event.preventDefault();
        void navigate(path);
      }}
    >
      {children}
    </Link>
  );
}
