/** How good a trained model is. */
package org.vae4j.evaluate;
