package dev.weakref.demo.pictures;

/**
 * Titles of pictures by the names of their files.
 */
public final class Titles {

	private Titles() {
	}

	/**
	 * The title: the name without its suffix, with spaces for dashes.
	 * @param fileName the name of the file
	 * @return the title
	 */
	public static String of(String fileName) {
		int dot = fileName.lastIndexOf('.');
		String title = ((dot > 0) ? fileName.substring(0, dot) : fileName).replace('-', ' ').replace('_', ' ').strip();
		return (title.isEmpty()) ? fileName : Character.toUpperCase(title.charAt(0)) + title.substring(1);
	}

}
