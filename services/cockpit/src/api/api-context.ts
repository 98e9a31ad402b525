import { createContext, useContext } from 'react';
import type { LandscapeApi } from './landscape-api.js';

export const ApiContext = createContext<LandscapeApi | undefined>(undefined);

/** @throws Error outside an `ApiContext` */
export function useApi(): LandscapeApi {
  const api = useContext(ApiContext);
  if (!api) throw new Error('useApi needs an ApiContext');
  return api;
}
