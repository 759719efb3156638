/** One run: its settings, its folder, and how its parts are put together. */
package org.vae4j.run;
