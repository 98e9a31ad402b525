import { Icon } from '@ui5/webcomponents-react/Icon';
import { Title } from '@ui5/webcomponents-react/Title';
import type { ReactNode } from 'react';

/** Shown in place of an empty list: why it is empty, and what to do. */
export function EmptyState({
  icon,
  title,
  help,
  children,
}: {
  readonly icon: string;
  readonly title: string;
  readonly help: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <Icon name={icon} mode="Decorative" className="empty-icon" />
      <Title level="H2" size="H4">
        {title}
      </Title>
      <p>{help}</p>
      {children}
    </div>
  );
}
