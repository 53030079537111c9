package dev.weakref.demo.card;

/**
 * Some lines of a source file.
 *
 * @param file the name of the file
 * @param code the lines, with four spaces for each step of indentation
 */
public record Excerpt(String file, String code) {
}
