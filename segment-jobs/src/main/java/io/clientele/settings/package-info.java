/**
 * Settings as a person writes them and as the product uses them: YAML files of all tenants, of one
 * tenant, environment variables and flags, in this order, become one {@link
 * io.clientele.settings.Settings}. Everything wrong is told at once, each with its place. Knows
 * which keys exist and what they may hold; not what is done with them, and it opens nothing but the
 * settings folder.
 */
package io.clientele.settings;
