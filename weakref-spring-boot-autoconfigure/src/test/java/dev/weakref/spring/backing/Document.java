package dev.weakref.spring.backing;

import java.io.Serializable;

/**
 * A value that an engine stores.
 *
 * @param text its text
 */
public record Document(String text) implements Serializable {
}
