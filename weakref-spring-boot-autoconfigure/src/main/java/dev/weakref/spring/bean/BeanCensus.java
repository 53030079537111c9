package dev.weakref.spring.bean;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the live beans of one type in one scope are like.
 *
 * @param live how many there are
 * @param oldest the age of the oldest, or {@code null} if there is none
 * @param endedButLive how many of them Spring has destroyed and the collector has had the
 * chance to clear since: somebody still holds them
 * @param oldestEnded how long ago the first of these was destroyed, or {@code null} if
 * there is none
 */
public record BeanCensus(long live, @Nullable Duration oldest, long endedButLive, @Nullable Duration oldestEnded) {
}
