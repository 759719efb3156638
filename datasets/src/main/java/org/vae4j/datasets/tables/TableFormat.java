package org.vae4j.datasets.tables;

import java.nio.charset.Charset;

/**
 * How a table is written as text.
 *
 * @param charset of its bytes
 * @param separator what stands between cells
 * @param decimal what stands before the decimals of a number
 * @param header whether the first row is the names of the columns
 */
public record TableFormat(
    Charset charset, Separator separator, DecimalMark decimal, boolean header) {}
