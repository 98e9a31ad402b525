import { Link } from '@ui5/webcomponents-react/Link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** A link to a page of the cockpit: opened here, or elsewhere when the reader wants so. */
export function PathLink({
  path,
  wraps = false,
  children,
}: {
  readonly path: string;
  readonly wraps?: boolean;
  readonly children: ReactNode;
}) {
  const navigate = useNavigate();
  return (
    <Link
      href={path}
      wrappingType={wraps ? 'Normal' : 'None'}
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
