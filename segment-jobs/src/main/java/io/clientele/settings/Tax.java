package io.clientele.settings;

/** Whether an amount has the tax in it. */
enum Tax {
  INCLUDED,
  EXCLUDED
}
