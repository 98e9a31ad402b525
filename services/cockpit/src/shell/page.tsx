import { BusyIndicator } from '@ui5/webcomponents-react/BusyIndicator';
import { Title } from '@ui5/webcomponents-react/Title';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';

/** A page: title and actions above, filters below them, then the content. */
export function Page({
  title,
  above,
  subtitle,
  actions,
  filters,
  children,
}: {
  readonly title: string;
  /** Where the page hangs: breadcrumbs. */
  readonly above?: ReactNode;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly filters?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  const product = t('shell.title');
  useEffect(() => {
    document.title = `${title} – ${product}`;
  }, [title, product]);
  const main = useRef<HTMLElement>(null);
  // What opened the page is gone with the page before: whoever uses the keyboard goes on in this one.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus();
  }, []);
  return (
    <main className="page" id="main" tabIndex={-1} ref={main}>
      <header className="page-header">
        {above}
        <div className="page-title">
          <div>
            <Title level="H1" size="H3">
              {title}
            </Title>
            {subtitle !== undefined && <div className="page-subtitle">{subtitle}</div>}
          </div>
          {actions !== undefined && <div className="page-actions">{actions}</div>}
        </div>
        {filters !== undefined && <div className="page-filters">{filters}</div>}
      </header>
      <div className="page-content">{children}</div>
    </main>
  );
}

/** While a page or its content loads. */
export function Loading() {
  const t = useTexts();
  return (
    <div className="loading">
      <BusyIndicator active delay={300} size="L" text={t('shell.loading')} />
    </div>
  );
}
