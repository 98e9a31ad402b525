import { Link } from '@ui5/webcomponents-react/Link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** A link to a page of the cockpit: opened here, or elsewhere when the reader wants so. */
export function PathLink({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  const navigate = useNavigate();
  return (
    <Link
      href={path}
      wrappingType="None"
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
