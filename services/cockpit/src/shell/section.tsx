import { Icon } from '@ui5/webcomponents-react/Icon';
import { Title } from '@ui5/webcomponents-react/Title';
import { useId, type ReactNode } from 'react';

/** A part of a page with its own title. */
export function Section({
  title,
  icon,
  note,
  actions,
  children,
}: {
  readonly title: string;
  readonly icon?: string;
  readonly note?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-title">
        {icon !== undefined && <Icon name={icon} mode="Decorative" />}
        <Title level="H2" size="H5" id={id}>
          {title}
        </Title>
        {note !== undefined && <span className="subtle">{note}</span>}
        {actions !== undefined && <span className="section-actions">{actions}</span>}
      </div>
      {children}
    </section>
  );
}
