package dev.weakref.directory;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

import dev.weakref.Registration;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link Directory} and {@link MutableDirectory}.
 */
@Timeout(60)
class DirectoryTests {

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final MutableDirectory<String> directory = new MutableDirectory<>(this.reaper);

	private final List<String> told = new CopyOnWriteArrayList<>();

	@Test
	void aListenerIsToldOfWhatIsThereAndThenOfWhatComesAndGoes() {
		add("b", "B");
		add("a", "A");
		this.directory.addListener(listener(this.told::add));
		add("c", "C");
		this.directory.remove("a");
		assertThat(this.told).containsExactly("+A", "+B", "+C", "-A");
	}

	@Test
	void noLockIsHeldWhileAListenerIsCalled() {
		this.directory.addListener(listener((text) -> {
			this.told.add(text);
			if (text.equals("+A")) {
				Background.run(() -> add("b", "B")).result();
				this.told.add("another thread has added B");
			}
		}));
		add("a", "A");
		assertThat(this.told).containsExactly("+A", "another thread has added B", "+B");
	}

	@Test
	void aNameMustNotBeBlank() {
		assertThatNullPointerException().isThrownBy(() -> add(null, "A")).withMessage("'name' must not be null");
		assertThatExceptionOfType(BlankNameException.class).isThrownBy(() -> add(" ", "A"));
		assertThat(this.directory.all()).isEmpty();
		assertThatNullPointerException().isThrownBy(() -> this.directory.find(null))
			.withMessage("'name' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.directory.remove(null, "A"))
			.withMessage("'name' must not be null");
	}

	@Test
	void aListenerThatLeavesIsToldThatAllHaveGoneAndThenNoMore() {
		add("a", "A");
		Registration registration = this.directory.addListener(listener(this.told::add));
		registration.close();
		registration.close();
		add("b", "B");
		assertThat(this.told).containsExactly("+A", "-A");
	}

	@Test
	void closingARegistrationAgainDoesNotEndAnotherOfTheSameListener() {
		DirectoryListener<String> listener = listener(this.told::add);
		Registration registration = this.directory.addListener(listener);
		this.directory.addListener(listener);
		registration.close();
		registration.close();
		add("a", "A");
		assertThat(this.told).containsExactly("+A");
	}

	@Test
	void addingAgainHasNoEffect() {
		this.directory.addListener(listener(this.told::add));
		add("a", "A");
		add("a", "A");
		assertThat(this.told).containsExactly("+A");
	}

	@Test
	void anotherObjectOfTheSameNameIsRefused() {
		add("a", "A");
		assertThatExceptionOfType(DuplicateNameException.class).isThrownBy(() -> add("a", "another A"));
		assertThat(this.directory.addIfAbsent("a", "another A", this)).isEqualTo("A");
		assertThat(this.directory.all()).containsExactly("A");
	}

	@Test
	void onlyTheGivenObjectIsRemoved() {
		add("a", "A");
		assertThat(this.directory.remove("a", "another A")).isFalse();
		assertThat(this.directory.remove("a", "A")).isTrue();
		assertThat(this.directory.remove("a", "A")).isFalse();
	}

	@Test
	void aNameThatIsTakenAgainWhileItsRemovalIsAnnouncedIsToldInOrder() throws Exception {
		CountDownLatch leaving = new CountDownLatch(1);
		CountDownLatch added = new CountDownLatch(1);
		add("a", "A1");
		this.directory.addListener(listener((news) -> {
			if (news.equals("-A1")) {
				leaving.countDown();
				Background.awaitLatch(added);
			}
			this.told.add(news);
		}));
		FutureTask<Boolean> removal = start(() -> this.directory.remove("a"));
		Background.awaitLatch(leaving);
		add("a", "A2");
		added.countDown();
		assertThat(removal.get()).isTrue();
		assertThat(this.told).containsExactly("+A1", "-A1", "+A2");
	}

	@Test
	void aChangeByAListenerIsToldAfterwards() {
		this.directory.addListener(listener((news) -> {
			if (news.equals("+A")) {
				this.directory.remove("a");
			}
		}));
		this.directory.addListener(listener(this.told::add));
		add("a", "A");
		assertThat(this.told).containsExactly("+A", "-A");
	}

	@Test
	void aListenerThatThrowsDoesNotKeepTheOthersFromBeingTold() {
		this.directory.addListener(listener((news) -> {
			throw new IllegalStateException(news);
		}));
		this.directory.addListener(listener(this.told::add));
		add("a", "A");
		this.directory.remove("a");
		assertThat(this.told).containsExactly("+A", "-A");
	}

	@Test
	void anyNumberOfThreadsLeaveEveryListenerWithWhatThereIs() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(3);
		List<FutureTask<Boolean>> tasks = new CopyOnWriteArrayList<>();
		for (String thread : List.of("x", "y", "z")) {
			tasks.add(start(() -> comeAndGo(thread, barrier)));
		}
		for (FutureTask<Boolean> task : tasks) {
			task.get();
		}
		assertThat(this.told).isNotEmpty();
		for (int i = 0; i < this.told.size(); i += 2) {
			String came = this.told.get(i).substring(1);
			assertThat(this.told.subList(i, i + 2)).containsExactly("+" + came, "-" + came);
		}
	}

	private boolean comeAndGo(String thread, CyclicBarrier barrier)
			throws BrokenBarrierException, InterruptedException {
		if (thread.equals("x")) {
			this.directory.addListener(listener(this.told::add));
		}
		barrier.await();
		for (int i = 0; i < 2000; i++) {
			String managed = thread + i;
			if (this.directory.addIfAbsent("name", managed, managed) == null) {
				this.directory.remove("name", managed);
			}
		}
		return true;
	}

	private void add(String name, String managed) {
		this.directory.add(name, managed, managed);
	}

	private static <T> FutureTask<T> start(Callable<T> code) {
		FutureTask<T> task = new FutureTask<>(code);
		new Thread(task).start();
		return task;
	}

	private static DirectoryListener<String> listener(Consumer<String> news) {
		return new DirectoryListener<>() {

			@Override
			public void added(String managed) {
				news.accept("+" + managed);
			}

			@Override
			public void removed(String managed) {
				news.accept("-" + managed);
			}

		};
	}

}
