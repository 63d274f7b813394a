import { z } from 'zod';

/**
 * Imported before every schema: zod would otherwise try whether it may build functions from text, which the window's
 * content security policy forbids and reports.
 */
z.config({ jitless: true });
