/**
 * What is wrong with a trained model, by what can be measured: each check looks at one thing and,
 * if it is wrong, names it, gives the evidence in numbers and says what to try. It reads no run and
 * prints nothing.
 */
package org.vae4j.evaluate.diagnosis;
