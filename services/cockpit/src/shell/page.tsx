import { BusyIndicator } from '@ui5/webcomponents-react/BusyIndicator';
import { Title } from '@ui5/webcomponents-react/Title';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';

/** The frame of a page: breadcrumbs, title and actions, filters, then the content. Sets the document's title. */
export function Page({
  title,
  breadcrumbs,
  subtitle,
  actions,
  filters,
  children,
}: {
  readonly title: string;
  readonly breadcrumbs?: ReactNode;
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
  // The previous page's focused element is gone; keyboard users continue in this page.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus();
  }, []);
  return (
    <main className="page" id="main" tabIndex={-1} ref={main}>
      <header className="page-header">
        {breadcrumbs}
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

/** Busy indicator for a page or a part of it. */
export function Loading() {
  const t = useTexts();
  return (
    <div className="loading">
      <BusyIndicator active delay={300} size="L" text={t('shell.loading')} />
    </div>
  );
}
