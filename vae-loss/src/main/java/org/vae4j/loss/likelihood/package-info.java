/**
 * p(x | z): what the decoder's output says about the data, for one kind of x each. Every likelihood
 * is an ND4J {@link org.nd4j.linalg.lossfunctions.ILossFunction}, so it works in a plain DL4J
 * output layer too.
 */
package org.vae4j.loss.likelihood;
